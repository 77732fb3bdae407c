package org.compromiso.platform.json;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.validation.Validation;
import jakarta.validation.Validator;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.compromiso.platform.problem.Finding;
import org.compromiso.platform.problem.Problem;

/**
 * The body of a request, read into a record.
 *
 * <p>Reading it refuses with 400 what cannot be read: not JSON, a wrong JSON type, an unknown field. What was read but
 * holds impossible values (no date, an unknown code, a text too long) is refused with 422 only when {@link #valid()} is
 * asked for, because not found, precondition and conflict come before it (api.md, order of answers). Either way
 * everything wrong is listed at once, up to {@link Problem#MOST_ERRORS}.
 *
 * @param <T> the record
 */
public final class Body<T> {

    private final T value;
    private final JsonNode tree;
    private final List<Finding> impossible;

    private Body(T value, JsonNode tree, List<Finding> impossible) {
        this.value = value;
        this.tree = tree;
        this.impossible = impossible;
    }

    /** Reads a JSON tree; throws a 400 problem. */
    public static <T> Body<T> read(JsonNode tree, Class<T> type) {
        var reader = new RecordReader();
        var value = reader.read(tree, type);
        if (!reader.unreadable().isEmpty()) {
            throw Problem.unreadable(reader.unreadable());
        }
        var impossible = new ArrayList<>(reader.impossible());
        if (value != null) {
            impossible.addAll(Constraints.violations(ValidatorHolder.VALIDATOR, value));
        }
        return new Body<>(value, tree, impossible);
    }

    static <T> Body<T> read(byte[] body, Class<T> type) {
        return read(StrictJson.tree(body), type);
    }

    /** The record; throws a 422 problem that lists every impossible value. */
    public T valid() {
        if (!impossible.isEmpty()) {
            throw Problem.invalid(impossible);
        }
        return value;
    }

    /**
     * The record, if it also keeps rules that depend on more than the body; throws a 422 problem that lists everything.
     * The rules see a value that could not be read as null.
     */
    public T valid(Function<T, List<Finding>> rules) {
        var findings = new ArrayList<>(impossible);
        if (value != null) {
            findings.addAll(rules.apply(value));
        }
        if (!findings.isEmpty()) {
            throw Problem.invalid(findings);
        }
        return value;
    }

    /**
     * The record although parts that it must have are missing, for those who say what to add to it; throws a 422 problem
     * that lists the impossible values that are there.
     */
    public T incomplete() {
        var there = impossible.stream()
                .filter(finding -> !finding.code().equals("required"))
                .toList();
        if (!there.isEmpty()) {
            throw Problem.invalid(there);
        }
        return value;
    }

    /**
     * The record with null for every value that could not be read, for looking at what comes before {@link #valid()} in
     * the order of answers.
     */
    public T value() {
        return value;
    }

    /** What is impossible about the values, for those who have more to add to the list. */
    public List<Finding> impossible() {
        return impossible;
    }

    /** The document as it was sent, for a merge patch. */
    public JsonNode tree() {
        return tree;
    }

    private static final class ValidatorHolder {
        static final Validator VALIDATOR =
                Validation.buildDefaultValidatorFactory().getValidator();
    }
}
