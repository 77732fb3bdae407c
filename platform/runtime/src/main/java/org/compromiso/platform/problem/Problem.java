package org.compromiso.platform.problem;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A request that is refused, as RFC 9457 tells it. The {@code code} gives the type's URI
 * ({@code urn:compromiso:problem:<code>}) and, with the reader's language, title and detail
 * ({@code problem.<code>.title}, {@code problem.<code>} in the message bundles).
 */
public final class Problem extends RuntimeException {

    /** So many findings are told at most: a client corrects those first, and an answer stays small. */
    public static final int MOST_ERRORS = 200;

    private static final long serialVersionUID = 1L;

    private final int status;
    private final String code;
    private final transient Map<String, Object> values;
    private final transient List<Finding> errors;
    private final transient Map<String, String> headers = new LinkedHashMap<>();

    private Problem(int status, String code, Map<String, Object> values, List<Finding> errors) {
        super(
                code
                        + (errors.isEmpty()
                                ? ""
                                : " "
                                        + errors.stream()
                                                .limit(MOST_ERRORS)
                                                .map(Finding::code)
                                                .toList()),
                null,
                false,
                false);
        this.status = status;
        this.code = code;
        this.values = values;
        this.errors = errors.stream().limit(MOST_ERRORS).toList();
    }

    public static Problem of(int status, String code) {
        return new Problem(status, code, Map.of(), List.of());
    }

    public static Problem of(int status, String code, Map<String, Object> values) {
        return new Problem(status, code, values, List.of());
    }

    /** The object is not there, or not for this caller to know of. */
    public static Problem notFound() {
        return of(404, "not-found");
    }

    /** The body is larger than this many bytes, which are whole megabytes of 1,024 × 1,024. */
    public static Problem tooLarge(long most) {
        return of(413, "too-large", Map.of("megabytes", most / (1024 * 1024)));
    }

    /** The request cannot be read: what is listed of it (the first {@value #MOST_ERRORS}) says why. */
    public static Problem unreadable(List<Finding> errors) {
        return new Problem(400, "unreadable", Map.of(), errors);
    }

    /** The request was read and breaks rules: all of them are listed, up to {@value #MOST_ERRORS}. */
    public static Problem invalid(List<Finding> errors) {
        return new Problem(422, "invalid", Map.of(), errors);
    }

    public Problem header(String name, String value) {
        headers.put(name, value);
        return this;
    }

    public int status() {
        return status;
    }

    public String code() {
        return code;
    }

    public Map<String, Object> values() {
        return values;
    }

    public List<Finding> errors() {
        return errors;
    }

    public Map<String, String> headers() {
        return headers;
    }
}
