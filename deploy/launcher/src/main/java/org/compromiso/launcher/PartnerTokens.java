package org.compromiso.launcher;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import javax.security.auth.callback.Callback;
import javax.security.auth.callback.UnsupportedCallbackException;
import javax.security.auth.login.AppConfigurationEntry;
import org.apache.kafka.common.security.auth.AuthenticateCallbackHandler;
import org.apache.kafka.common.security.oauthbearer.OAuthBearerToken;
import org.apache.kafka.common.security.oauthbearer.OAuthBearerValidatorCallback;
import org.apache.kafka.common.security.oauthbearer.OAuthBearerValidatorCallbackHandler;

/**
 * Runs inside the broker and lets partners in: Kafka's own check of a token (signature, issuer, audience, time), then
 * two of ours: the token has the role {@code partner}, and it is of a client's own account, not of a person. So nobody
 * here can be called {@code ANONYMOUS}, as whom the services come in with all rights.
 *
 * <p>The issuer's keys are asked for when the first token comes: Kafka by itself asks while it starts, and does not
 * start without Keycloak. While the keys cannot be had every token is refused. The listener has network threads of its
 * own, so the services never wait for this.
 */
public final class PartnerTokens implements AuthenticateCallbackHandler {

    /** What Keycloak puts before a client's id to name the client's account. */
    static final String ACCOUNT = "service-account-";

    private static final String ROLE = "partner";
    private static final System.Logger LOG = System.getLogger(PartnerTokens.class.getName());
    private static final ObjectMapper JSON = new ObjectMapper();

    private Map<String, ?> configs;
    private String mechanism;
    private List<AppConfigurationEntry> jaas;
    private OAuthBearerValidatorCallbackHandler kafkas;

    @Override
    public synchronized void configure(
            Map<String, ?> settings, String saslMechanism, List<AppConfigurationEntry> jaasConfigEntries) {
        configs = settings;
        mechanism = saslMechanism;
        jaas = jaasConfigEntries;
    }

    @Override
    public void handle(Callback[] callbacks) throws IOException, UnsupportedCallbackException {
        for (Callback callback : callbacks) {
            // SASL extensions, the other kind that exists, are for nothing here.
            if (!(callback instanceof OAuthBearerValidatorCallback login)) {
                throw new UnsupportedCallbackException(callback);
            }
            handle(login);
        }
    }

    private void handle(OAuthBearerValidatorCallback login) throws IOException, UnsupportedCallbackException {
        OAuthBearerValidatorCallbackHandler check;
        try {
            check = withKeys();
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "No partner can log in, the keys of the tokens' issuer cannot be had: {0}", e);
            login.error("invalid_token", null, null);
            return;
        }
        check.handle(new Callback[] {login});
        if (login.token() != null && !isPartner(login.token())) {
            LOG.log(
                    Level.WARNING,
                    "{0} is refused: not the account of a partner",
                    login.token().principalName());
            login.error("insufficient_scope", ROLE, null);
        }
    }

    private synchronized OAuthBearerValidatorCallbackHandler withKeys() {
        if (kafkas == null) {
            OAuthBearerValidatorCallbackHandler handler = new OAuthBearerValidatorCallbackHandler();
            handler.configure(configs, mechanism, jaas);
            kafkas = handler;
        }
        return kafkas;
    }

    /** Of a token whose signature has been checked. */
    private static boolean isPartner(OAuthBearerToken token) throws IOException {
        if (!token.principalName().startsWith(ACCOUNT)) {
            return false;
        }
        byte[] payload = Base64.getUrlDecoder().decode(token.value().split("\\.")[1]);
        for (JsonNode role : JSON.readTree(payload).at("/realm_access/roles")) {
            if (role.asText().equals(ROLE)) {
                return true;
            }
        }
        return false;
    }

    @Override
    public synchronized void close() {
        if (kafkas != null) {
            kafkas.close();
        }
    }
}
