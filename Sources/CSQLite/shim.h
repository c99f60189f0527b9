#pragma once
#include <sqlite3.h>

// `sqlite3_db_config` takes a variable number of arguments, which Swift cannot pass.
static inline int limn_db_config(sqlite3 *db, int option, int value) {
  return sqlite3_db_config(db, option, value, (int *)0);
}
