#pragma once
#include <stddef.h>

/// One embedded data file: its bytes live as long as the program and never change.
struct catalogue_file {
  const unsigned char *_Nonnull bytes;
  size_t count;
};

/// Regions of the providers, tab-separated, one a line; the first line names the columns.
struct catalogue_file catalogue_regions(void);
/// Providers, operators, authorities and control planes, tab-separated, one a line.
struct catalogue_file catalogue_domains(void);
/// Dated facts about domains, tab-separated, one a line.
struct catalogue_file catalogue_facts(void);
/// The default configuration, YAML.
struct catalogue_file catalogue_default_configuration(void);
