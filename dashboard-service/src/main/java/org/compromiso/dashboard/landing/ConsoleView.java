package org.compromiso.dashboard.landing;

import java.net.URI;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The OpenAPI console of one service. */
@Schema(name = "Console")
record ConsoleView(String service, URI url) {}
