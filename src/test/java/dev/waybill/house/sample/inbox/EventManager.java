package dev.waybill.house.sample.inbox;

/** A name that says nothing. */
public record EventManager() {}
