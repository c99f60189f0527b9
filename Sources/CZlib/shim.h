#pragma once
#include <zlib.h>

// `inflateInit2` is a macro, which Swift does not see: 15 + 16 reads gzip, and gzip alone.
static inline int limn_inflate_gzip(z_stream *stream) { return inflateInit2(stream, 15 + 16); }
