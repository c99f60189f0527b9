#ifndef LIMN_CTEMPLATES_H
#define LIMN_CTEMPLATES_H

#include <stddef.h>

/// A file of the folder `templates`, as it was when the program was built.
struct limn_template {
  const char *_Nonnull name;
  const unsigned char *_Nonnull bytes;
  size_t size;
};

/// How many files there are.
size_t limn_template_count(void);

/// The file at an index below the count; at or above it, the first.
struct limn_template limn_template_at(size_t index);

#endif
