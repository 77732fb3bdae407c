package org.compromiso.dashboard.landing;

import io.smallrye.config.ConfigMapping;
import java.net.URI;

/** Where a browser finds the console of each service; a relative one is of this service. */
@ConfigMapping(prefix = "compromiso.consoles")
interface Consoles {

    URI dashboard();

    URI pledge();

    URI practice();

    URI review();
}
