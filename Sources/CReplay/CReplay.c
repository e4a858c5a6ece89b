#include "CReplay.h"

static const unsigned char us_east_1[] = {
#embed "us-east-1-2025-10-20.yaml"
};
static const unsigned char google_cloud[] = {
#embed "google-cloud-2025-06-12.yaml"
};
static const unsigned char fastly[] = {
#embed "fastly-2021-06-08.yaml"
};
static const unsigned char dyn[] = {
#embed "dyn-2016-10-21.yaml"
};
static const unsigned char region_lost[] = {
#embed "region-lost.yaml"
};
static const unsigned char link_cut[] = {
#embed "link-cut.yaml"
};

static const struct replay_file files[] = {
    {"us-east-1-2025-10-20", us_east_1, sizeof us_east_1},
    {"google-cloud-2025-06-12", google_cloud, sizeof google_cloud},
    {"fastly-2021-06-08", fastly, sizeof fastly},
    {"dyn-2016-10-21", dyn, sizeof dyn},
    {"region-lost", region_lost, sizeof region_lost},
    {"link-cut", link_cut, sizeof link_cut},
};

size_t replay_file_count(void) { return sizeof files / sizeof *files; }

struct replay_file replay_file_at(size_t index) { return files[index]; }
