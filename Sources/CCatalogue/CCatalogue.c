// #embed costs a second for a megabyte where a Swift array literal costs minutes.
#include "CCatalogue.h"

static const unsigned char regions[] = {
#embed "regions.tsv"
};

static const unsigned char domains[] = {
#embed "domains.tsv"
};

static const unsigned char facts[] = {
#embed "facts.tsv"
};

static const unsigned char default_configuration[] = {
#embed "default.yaml"
};

struct catalogue_file catalogue_regions(void) {
  return (struct catalogue_file){regions, sizeof regions};
}

struct catalogue_file catalogue_domains(void) {
  return (struct catalogue_file){domains, sizeof domains};
}

struct catalogue_file catalogue_facts(void) {
  return (struct catalogue_file){facts, sizeof facts};
}

struct catalogue_file catalogue_default_configuration(void) {
  return (struct catalogue_file){default_configuration, sizeof default_configuration};
}
