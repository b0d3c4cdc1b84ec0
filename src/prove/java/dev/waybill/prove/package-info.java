/** The proving harness: several hubs, a provider and all their world under a script of faults, and a verifier that judges. */
@NullMarked
package dev.waybill.prove;

import org.jspecify.annotations.NullMarked;
