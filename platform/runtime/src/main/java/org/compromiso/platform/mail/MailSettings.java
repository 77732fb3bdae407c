package org.compromiso.platform.mail;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** How this service sends mail: {@code compromiso.mail.*}; the server itself is {@code quarkus.mailer.*}. */
@ApplicationScoped
class MailSettings {

    private final String service;
    private final boolean enabled;
    private final int tries;
    private final Duration pause;

    MailSettings(
            @ConfigProperty(name = "quarkus.application.name") String service,
            @ConfigProperty(name = "compromiso.mail.enabled") boolean enabled,
            @ConfigProperty(name = "compromiso.mail.tries") int tries,
            @ConfigProperty(name = "compromiso.mail.pause") Duration pause) {
        this.service = service;
        this.enabled = enabled;
        this.tries = tries;
        this.pause = pause;
    }

    String service() {
        return service;
    }

    /** False: there is no mail server. */
    boolean enabled() {
        return enabled;
    }

    /** How often a mail may be refused before it is given up. */
    int tries() {
        return tries;
    }

    /** After the first refusal; twice as long after each further one. */
    Duration pause() {
        return pause;
    }
}
