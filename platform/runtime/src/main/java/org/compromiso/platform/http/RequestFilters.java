package org.compromiso.platform.http;

import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.HttpHeaders;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.compromiso.platform.paging.Page;
import org.compromiso.platform.problem.Finding;
import org.compromiso.platform.problem.Problem;
import org.compromiso.platform.trace.TraceContext;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;
import org.jboss.resteasy.reactive.server.SimpleResourceInfo;

/**
 * What holds for every request: query parameters that are unknown, empty, or given twice where one counts are refused;
 * answers to a token are not kept by caches.
 */
class RequestFilters {

    /** The query parameters of a method by name, and whether it takes many values of one. */
    private final Map<Method, Map<String, Boolean>> known = new ConcurrentHashMap<>();

    /** W3C Trace Context: events that the request causes belong to its trace. */
    @ServerRequestFilter
    void continueTheTrace(ContainerRequestContext request) {
        TraceContext.parse(request.getHeaderString(TraceContext.HEADER)).ifPresent(TraceContext::enter);
    }

    @ServerRequestFilter
    void refuseWrongParameters(ContainerRequestContext request, SimpleResourceInfo resource) {
        var sent = request.getUriInfo().getQueryParameters();
        if (sent.isEmpty()) {
            return;
        }
        var takesMany = known.computeIfAbsent(method(resource), RequestFilters::parameters);
        var names = takesMany.isEmpty() ? "-" : String.join(", ", takesMany.keySet());
        var wrong = new ArrayList<Finding>();
        sent.forEach((name, values) -> {
            var pointer = "?" + cut(name);
            if (!takesMany.containsKey(name)) {
                wrong.add(Finding.at(pointer, "unknown-parameter", Map.of("known", names)));
            } else if (values.stream().anyMatch(String::isBlank)) {
                wrong.add(Finding.at(pointer, "empty-parameter"));
            } else if (values.size() > 1 && !takesMany.get(name)) {
                wrong.add(Finding.at(pointer, "given-twice"));
            }
        });
        if (!wrong.isEmpty()) {
            throw Problem.unreadable(wrong);
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
        if (response.getEntity() instanceof Page<?> page) {
            page.link(request.getUriInfo())
                    .ifPresent(link -> response.getHeaders().add(HttpHeaders.LINK, link));
        }
    }

    /** Never within a pair of surrogates: half a character could not be written. */
    private static String cut(String name) {
        return name.codePointCount(0, name.length()) <= 100
                ? name
                : name.substring(0, name.offsetByCodePoints(0, 100)) + "…";
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

    /** A method's {@code @QueryParam}s, those of its {@code @BeanParam}s' fields included. */
    private static Map<String, Boolean> parameters(Method method) {
        var parameters = new TreeMap<String, Boolean>();
        for (var own : method.getParameters()) {
            add(parameters, own, own.getType());
            for (var inBean : own.getType().getDeclaredFields()) {
                add(parameters, inBean, inBean.getType());
            }
        }
        return parameters;
    }

    private static void add(Map<String, Boolean> parameters, AnnotatedElement element, Class<?> type) {
        var parameter = element.getAnnotation(QueryParam.class);
        if (parameter != null) {
            parameters.put(parameter.value(), Collection.class.isAssignableFrom(type) || type.isArray());
        }
    }
}
