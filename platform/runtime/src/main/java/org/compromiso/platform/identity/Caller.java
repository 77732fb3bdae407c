package org.compromiso.platform.identity;

import io.quarkus.security.identity.SecurityIdentity;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.UUID;
import org.compromiso.platform.problem.Problem;
import org.eclipse.microprofile.jwt.JsonWebToken;

/**
 * Who sent a request, as the token says.
 *
 * @param account the user name
 * @param id the identity provider's id of the account: says nothing about the person
 * @param entity the entity the account acts for; null for members of the secretariat and anonymous callers
 * @param verifiedEmail the account's address, if the identity provider has verified that it is theirs; else null
 * @param pledger has the role
 * @param reviewer has the role
 * @param secretariat has the role
 * @param demo the token is one of those that load demo data: what it records is marked as such
 */
public record Caller(
        String account,
        String id,
        String entity,
        String verifiedEmail,
        boolean pledger,
        boolean reviewer,
        boolean secretariat,
        boolean demo) {

    /** Anyone: a request without a token. */
    public static final Caller ANYONE = new Caller(null, null, null, null, false, false, false, false);

    public static Caller of(SecurityIdentity identity) {
        if (identity.isAnonymous() || !(identity.getPrincipal() instanceof JsonWebToken token)) {
            return ANYONE;
        }
        if (isBlank(token.getSubject()) || isBlank(identity.getPrincipal().getName())) {
            // Nobody could be told apart from others by such a token.
            throw Problem.of(401, "token-invalid").header("WWW-Authenticate", "Bearer");
        }
        return new Caller(
                identity.getPrincipal().getName(),
                token.getSubject(),
                text(token, "entity"),
                Boolean.parseBoolean(text(token, "email_verified")) ? text(token, "email") : null,
                identity.hasRole(Roles.PLEDGER),
                identity.hasRole(Roles.REVIEWER),
                identity.hasRole(Roles.SECRETARIAT),
                Boolean.parseBoolean(text(token, "demo")));
    }

    private static String text(JsonWebToken token, String claim) {
        var value = token.<Object>getClaim(claim);
        return value == null ? null : value.toString();
    }

    private static boolean isBlank(String text) {
        return text == null || text.isBlank();
    }

    /**
     * The account as an id that says nothing about the person: some identity providers put a user's name into theirs.
     */
    public UUID pseudonym() {
        try {
            return UUID.fromString(id);
        } catch (IllegalArgumentException notOne) {
            return UUID.nameUUIDFromBytes(id.getBytes(StandardCharsets.UTF_8));
        }
    }

    /** The entity a pledger acts for; an account without one may do nothing in an entity's name. */
    public String requiredEntity() {
        return Optional.ofNullable(entity)
                .filter(e -> !e.isBlank())
                .orElseThrow(() -> Problem.of(403, "entity-missing"));
    }

    public boolean actsFor(String owner) {
        return pledger && EntityName.same(entity, owner);
    }
}
