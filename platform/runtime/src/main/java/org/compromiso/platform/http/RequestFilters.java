package org.compromiso.platform.http;

import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.HttpHeaders;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.compromiso.platform.paging.Page;
import org.compromiso.platform.problem.Finding;
import org.compromiso.platform.problem.Problem;
import org.compromiso.platform.trace.TraceContext;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;
import org.jboss.resteasy.reactive.server.SimpleResourceInfo;

/** What holds for every request: unknown query parameters are refused, answers to a token are not kept by caches. */
class RequestFilters {

    private final Map<Method, Set<String>> known = new ConcurrentHashMap<>();

    /** W3C Trace Context: events that the request causes belong to its trace. */
    @ServerRequestFilter
    void continueTheTrace(ContainerRequestContext request) {
        TraceContext.parse(request.getHeaderString(TraceContext.HEADER)).ifPresent(TraceContext::enter);
    }

    @ServerRequestFilter
    void refuseUnknownParameters(ContainerRequestContext request, SimpleResourceInfo resource) {
        var sent = request.getUriInfo().getQueryParameters().keySet();
        if (sent.isEmpty()) {
            return;
        }
        var allowed = known.computeIfAbsent(method(resource), RequestFilters::parameters);
        var unknown = sent.stream().filter(name -> !allowed.contains(name)).toList();
        var empty = request.getUriInfo().getQueryParameters().entrySet().stream()
                .filter(parameter -> parameter.getValue().stream().anyMatch(String::isBlank))
                .map(parameter -> Finding.at("?" + cut(parameter.getKey()), "empty-parameter"))
                .toList();
        if (unknown.isEmpty() && !empty.isEmpty()) {
            throw Problem.unreadable(empty);
        }
        if (!unknown.isEmpty()) {
            var names = allowed.isEmpty() ? "-" : String.join(", ", allowed);
            throw Problem.unreadable(unknown.stream()
                    .map(name -> Finding.at("?" + cut(name), "unknown-parameter", Map.of("known", names)))
                    .toList());
        }
    }

    @ServerResponseFilter
    void keepPrivateAnswersPrivate(ContainerRequestContext request, ContainerResponseContext response) {
        if (request.getHeaderString(HttpHeaders.AUTHORIZATION) != null) {
            response.getHeaders().putSingle(HttpHeaders.CACHE_CONTROL, "private, no-store");
        }
    }

    /** RFC 8288: where a list goes on. */
    @ServerResponseFilter
    void linkTheNextPage(ContainerRequestContext request, ContainerResponseContext response) {
        if (response.getEntity() instanceof Page<?> page && page.next() != null) {
            var next = request.getUriInfo()
                    .getRequestUriBuilder()
                    .replaceQueryParam("cursor", page.next())
                    .build();
            response.getHeaders().add(HttpHeaders.LINK, "<" + next + ">; rel=\"next\"");
        }
    }

    private static String cut(String name) {
        return name.length() <= 100 ? name : name.substring(0, 100) + "…";
    }

    private static Method method(SimpleResourceInfo resource) {
        try {
            return resource.getResourceClass().getMethod(resource.getMethodName(), resource.parameterTypes());
        } catch (NoSuchMethodException e) {
            return Arrays.stream(resource.getResourceClass().getDeclaredMethods())
                    .filter(m -> m.getName().equals(resource.getMethodName())
                            && Arrays.equals(m.getParameterTypes(), resource.parameterTypes()))
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException(e));
        }
    }

    /** Names of a method's {@code @QueryParam}s, those of its {@code @BeanParam}s' fields included. */
    private static Set<String> parameters(Method method) {
        Stream<Annotation> own = Arrays.stream(method.getParameterAnnotations()).flatMap(Arrays::stream);
        Stream<Annotation> inBeans = List.of(method.getParameterTypes()).stream()
                .flatMap(type -> Arrays.stream(type.getDeclaredFields()))
                .flatMap(field -> Arrays.stream(field.getAnnotations()));
        return Stream.concat(own, inBeans)
                .filter(QueryParam.class::isInstance)
                .map(a -> ((QueryParam) a).value())
                .collect(Collectors.toCollection(java.util.TreeSet::new));
    }
}
