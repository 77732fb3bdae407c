package org.compromiso.platform.idempotency;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.function.Supplier;
import org.compromiso.platform.problem.Finding;
import org.compromiso.platform.problem.Problem;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * {@code Idempotency-Key} (api.md, Conventions): the answer is kept in the transaction of the change, so that it is
 * there exactly if the change is. A transaction-scoped advisory lock tells a request whose twin still runs; it
 * goes with the transaction, whatever ends it.
 */
@ApplicationScoped
public class Idempotency {

    private static final int LONGEST_KEY = 200;

    private final ObjectMapper json;
    private final HttpHeaders headers;
    private final UriInfo uri;
    private final SecurityIdentity identity;

    Idempotency(ObjectMapper json, HttpHeaders headers, UriInfo uri, SecurityIdentity identity) {
        this.json = json;
        this.headers = headers;
        this.uri = uri;
        this.identity = identity;
    }

    /**
     * Does the work once per (account, route, key); without a key, always. To be called first in a transaction.
     *
     * @param body what the client sent: the same key with another body is refused with 422; the order of fields makes
     *     no other body
     */
    public Uni<Answer> once(Object body, Supplier<Uni<Answer>> work) {
        var key = headers.getHeaderString("Idempotency-Key");
        if (key == null) {
            return work.get();
        }
        if (key.isBlank() || key.length() > LONGEST_KEY || key.chars().anyMatch(c -> c < 0x20 || c > 0x7e)) {
            throw Problem.unreadable(List.of(Finding.at("", "bad-idempotency-key")));
        }
        var account = identity.getPrincipal().getName();
        var route = route(uri.getPath());
        if (route.indexOf('\0') >= 0) {
            // The database takes no such text, and nothing has such a name.
            throw Problem.notFound();
        }
        var hash = BodyHash.of(json.valueToTree(body));
        return Panache.getSession()
                .chain(session -> locked(session, account + '\n' + route + '\n' + key)
                        .chain(() -> kept(session, account, route, key))
                        .chain(kept -> kept.isEmpty()
                                ? work.get().call(answer -> keep(session, account, route, key, hash, answer))
                                : Uni.createFrom().item(again(kept.get(0), hash))));
    }

    private static Uni<Void> locked(Mutiny.Session session, String what) {
        return session.createNativeQuery("select pg_try_advisory_xact_lock(hashtextextended(?1, 0))", Boolean.class)
                .setParameter(1, what)
                .getSingleResult()
                .invoke(free -> {
                    if (!free) {
                        throw Problem.of(409, "in-progress").header("Retry-After", "1");
                    }
                })
                .replaceWithVoid();
    }

    private static Uni<List<Object[]>> kept(Mutiny.Session session, String account, String route, String key) {
        return session.createNativeQuery(
                        "select body_hash, status, reference, version from idempotency"
                                + " where account = ?1 and route = ?2 and key = ?3",
                        Object[].class)
                .setParameter(1, account)
                .setParameter(2, route)
                .setParameter(3, key)
                .getResultList();
    }

    private static Answer again(Object[] kept, String hash) {
        if (!kept[0].equals(hash)) {
            throw Problem.invalid(List.of(Finding.at("", "idempotency-key-reused")));
        }
        return new Answer(((Number) kept[1]).intValue(), (String) kept[2], ((Number) kept[3]).longValue());
    }

    private static Uni<Integer> keep(
            Mutiny.Session session, String account, String route, String key, String hash, Answer answer) {
        return session.createNativeQuery(
                        "insert into idempotency (account, route, key, body_hash, status, reference, version)"
                                + " values (?1, ?2, ?3, ?4, ?5, ?6, ?7)")
                .setParameter(1, account)
                .setParameter(2, route)
                .setParameter(3, key)
                .setParameter(4, hash)
                .setParameter(5, answer.status())
                .setParameter(6, answer.reference())
                .setParameter(7, answer.version())
                .executeUpdate();
    }

    /** A slash at the end leads to the same resource. */
    static String route(String path) {
        return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    }
}
