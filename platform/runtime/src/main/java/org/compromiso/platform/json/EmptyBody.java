package org.compromiso.platform.json;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The body {@code {}} of a request that needs no words. */
@Schema(name = "EmptyBody", description = "{}")
public record EmptyBody() {}
