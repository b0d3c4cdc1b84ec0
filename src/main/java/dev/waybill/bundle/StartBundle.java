package dev.waybill.bundle;

import java.util.function.Supplier;

/** Says which bundle a hub starts with: as a rule the one in its folder. */
@FunctionalInterface
public interface StartBundle extends Supplier<Bundle> {}
