package dev.waybill.house.sample.attic;

/** Lives in a room that no drawing shows, without a package-info.java. */
record Forgotten() {}
