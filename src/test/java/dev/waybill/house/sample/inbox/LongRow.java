package dev.waybill.house.sample.inbox;

/** Bad: nobody reads thirteen arguments in a row. */
record LongRow(int a, int b, int c, int d, int e, int f, int g, int h, int i, int j, int k, int l, int m) {}
