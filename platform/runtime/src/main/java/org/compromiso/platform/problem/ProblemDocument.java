package org.compromiso.platform.problem;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What a refused request is answered with, {@code application/problem+json} (RFC 9457). */
@Schema(name = "Problem", description = "RFC 9457 problem details; errors lists everything wrong at once")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ProblemDocument(
        @Schema(
                description = "Stable URI of the kind of problem; docs/problems.md lists them",
                examples = "urn:compromiso:problem:invalid")
        String type,

        String title,
        int status,
        String detail,
        @Schema(description = "Path of the request") String instance,
        List<Item> errors) {

    public static final String MEDIA_TYPE = "application/problem+json";

    /** One thing that is wrong. */
    @Schema(name = "ProblemItem")
    public record Item(
            @Schema(
                    description = "JSON Pointer to the field to change; ?name for a query parameter",
                    examples = "/goals/0/due")
            String pointer,

            @Schema(description = "Stable code") String code,

            @Schema(description = "What to do, in the language of Accept-Language (en, es, fr)")
            String message) {}

    static ProblemDocument of(Problem problem, String instance, Locale locale) {
        var errors = problem.errors().stream()
                .map(e -> new Item(e.pointer(), e.code(), Messages.text(locale, e.code(), e.values())))
                .toList();
        return new ProblemDocument(
                "urn:compromiso:problem:" + problem.code(),
                Messages.text(locale, "problem." + problem.code() + ".title", problem.values()),
                problem.status(),
                Messages.text(locale, "problem." + problem.code(), problem.values()),
                instance,
                errors.isEmpty() ? null : errors);
    }
}
