package org.compromiso.platform.problem;

import io.quarkus.arc.Arc;
import io.quarkus.security.Authenticated;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.inject.Any;
import jakarta.inject.Singleton;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the resources of this service answer: for the {@code Allow} header of a 405 and for telling a missing token
 * before a wrong content type or too large a body, none of which the framework does.
 */
@Singleton
class Endpoints {

    /** In a path of JAX-RS: {@code {id}}, {@code {path: .+}}. */
    private static final Pattern PARAMETER = Pattern.compile("\\{\\s*\\w+\\s*(?::([^{}]+))?}");

    private record Endpoint(String method, Pattern path, boolean anyone, Set<String> roles, OptionalLong largestBody) {}

    private List<Endpoint> all;

    /** Methods that a path takes. */
    Set<String> allowed(String path) {
        return all().stream()
                .filter(endpoint -> endpoint.path().matcher(path).matches())
                .map(Endpoint::method)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Why this caller may not call: without a token 401, without one of the roles 403; empty if it may. */
    Optional<Problem> refusal(String method, String path, SecurityIdentity caller) {
        return endpoint(method, path).map(endpoint -> {
            if (!endpoint.anyone() && caller.isAnonymous()) {
                return Problem.of(401, "token-missing").header("WWW-Authenticate", "Bearer");
            }
            if (!endpoint.roles().isEmpty() && endpoint.roles().stream().noneMatch(caller::hasRole)) {
                return Problem.of(403, "forbidden");
            }
            return null;
        });
    }

    private Optional<Endpoint> endpoint(String method, String path) {
        return all().stream()
                .filter(endpoint -> endpoint.method().equals(method)
                        && endpoint.path().matcher(path).matches())
                .findFirst();
    }

    /** Bytes of the largest body, where a method takes another than is usual. */
    OptionalLong largestBody(String method, String path) {
        return all().stream()
                .filter(endpoint -> endpoint.largestBody().isPresent()
                        && endpoint.method().equals(method)
                        && endpoint.path().matcher(path).matches())
                .findFirst()
                .map(Endpoint::largestBody)
                .orElse(OptionalLong.empty());
    }

    private synchronized List<Endpoint> all() {
        if (all == null) {
            all = new ArrayList<>();
            for (var bean : Arc.container().beanManager().getBeans(Object.class, Any.Literal.INSTANCE)) {
                var path = bean.getBeanClass().getAnnotation(Path.class);
                if (path != null) {
                    for (var method : bean.getBeanClass().getDeclaredMethods()) {
                        add(path.value(), method);
                    }
                }
            }
        }
        return all;
    }

    private void add(String base, Method method) {
        var rule = ruleOf(method);
        var roles = rule.getAnnotation(RolesAllowed.class);
        var own = method.getAnnotation(Path.class);
        var largest = method.getAnnotation(LargestBody.class);
        Arrays.stream(method.getAnnotations())
                .map(annotation -> annotation.annotationType().getAnnotation(HttpMethod.class))
                .filter(verb -> verb != null)
                .forEach(verb -> all.add(new Endpoint(
                        verb.value(),
                        pattern(own == null ? base : base + "/" + own.value()),
                        roles == null && !rule.isAnnotationPresent(Authenticated.class),
                        roles == null ? Set.of() : Set.of(roles.value()),
                        largest == null ? OptionalLong.empty() : OptionalLong.of(largest.value()))));
    }

    /** What says who may call a method: itself, else its class. */
    private static AnnotatedElement ruleOf(Method method) {
        return Stream.of(RolesAllowed.class, Authenticated.class, PermitAll.class)
                        .anyMatch(method::isAnnotationPresent)
                ? method
                : method.getDeclaringClass();
    }

    /** Parameters stand for whole parts of a path, or for what their own pattern says. */
    private static Pattern pattern(String template) {
        var path = ("/" + template).replaceAll("/+", "/").replaceAll("/$", "");
        var regex = new StringBuilder();
        var parameter = PARAMETER.matcher(path);
        var end = 0;
        while (parameter.find()) {
            var own = parameter.group(1);
            regex.append(Pattern.quote(path.substring(end, parameter.start())))
                    .append("(?:")
                    .append(own == null ? "[^/]+" : own.strip())
                    .append(')');
            end = parameter.end();
        }
        return Pattern.compile(regex + Pattern.quote(path.substring(end)) + "/?");
    }
}
