package org.compromiso.platform.limits;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Map;

/** How much one account and one address may ask of one instance of a service (api.md; docs/operations.md). */
@ConfigMapping(prefix = "compromiso.limits")
interface Limits {

    /** GET and HEAD, each second; 0 is no limit. */
    int reads();

    /** Everything else, each second; 0 is no limit. */
    int writes();

    /** How many accounts and how many addresses are remembered per limit; beyond that the longest idle is forgotten. */
    @WithDefault("50000")
    int remembered();

    /** Routes that have a limit of their own in place of the general one, by any name. */
    Map<String, Route> routes();

    /** One of them. */
    interface Route {

        /** For example {@code POST}. */
        String method();

        /** The whole path. */
        String path();

        /** So many in each period; 0 is no limit. */
        int requests();

        Duration period();
    }
}
