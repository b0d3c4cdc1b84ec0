/** Signs people in with an OpenID Connect provider. */
@NullMarked
package dev.waybill.oidc;

import org.jspecify.annotations.NullMarked;
