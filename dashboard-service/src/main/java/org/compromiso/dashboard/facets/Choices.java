package org.compromiso.dashboard.facets;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.compromiso.platform.codes.CodeLists;
import org.compromiso.platform.problem.Finding;
import org.compromiso.platform.problem.Problem;

/**
 * The values of a filter as they were sent, each looked up: what is not known is refused, nothing is passed over. All
 * findings of a request are gathered and refused at once by {@link #refuseFindings()}.
 */
public final class Choices {

    private static final int FEW = 30;
    private static final Pattern DAY = Pattern.compile("[12][0-9]{3}-[0-9]{2}-[0-9]{2}");
    private static final Pattern YEAR = Pattern.compile("[12][0-9]{3}");

    private final List<Finding> findings = new ArrayList<>();

    /** Codes of a list of the reference data. */
    public String[] codes(String parameter, List<String> sent, String list) {
        var known = CodeLists.codes(list);
        var few = known.size() <= FEW
                ? namesOf(
                        CodeLists.list(list).items().stream().map(i -> i.code()).toList())
                : "GET /api/reference/" + list;
        return checked(parameter, sent, known, few);
    }

    /** Codes of either of two lists. */
    public String[] codes(String parameter, List<String> sent, String list, String other) {
        var known = new TreeSet<>(CodeLists.codes(list));
        known.addAll(CodeLists.codes(other));
        return checked(parameter, sent, known, "GET /api/reference/%s, GET /api/reference/%s".formatted(list, other));
    }

    /** Codes that are numbers. */
    public Integer[] numbers(String parameter, List<String> sent, String list) {
        var before = findings.size();
        var codes = codes(parameter, sent, list);
        return findings.size() > before
                ? new Integer[0]
                : Stream.of(codes).map(Integer::valueOf).toArray(Integer[]::new);
    }

    public Integer[] years(String parameter, List<String> sent) {
        for (var year : sent) {
            if (!YEAR.matcher(year).matches()) {
                findings.add(Finding.at("?" + parameter, "out-of-range", Map.of("min", 1000, "max", 2999)));
                return new Integer[0];
            }
        }
        return sent.stream().distinct().map(Integer::valueOf).toArray(Integer[]::new);
    }

    public String[] references(String parameter, List<String> sent) {
        if (!sent.stream().allMatch(References::isPledge)) {
            findings.add(Finding.at("?" + parameter, "not-a-reference", Map.of("example", "P-2026-000123")));
        }
        return sent.stream().distinct().toArray(String[]::new);
    }

    /** Null if nothing is asked for: nothing was sent, or true and false. */
    public Boolean flag(String parameter, List<String> sent) {
        if (!List.of("true", "false").containsAll(sent)) {
            findings.add(Finding.at("?" + parameter, "not-true-or-false"));
        }
        var wanted = Set.copyOf(sent);
        return wanted.size() == 1 ? Boolean.valueOf(sent.get(0)) : null;
    }

    /** A day that is over or today; today if nothing was sent. */
    public LocalDate dayUpTo(LocalDate today, String parameter, String sent) {
        if (sent == null) {
            return today;
        }
        var day = DAY.matcher(sent).matches() ? parsed(sent) : null;
        if (day == null) {
            findings.add(Finding.at("?" + parameter, "not-a-date"));
            return today;
        }
        if (day.isAfter(today)) {
            findings.add(Finding.at("?" + parameter, "in-the-future", Map.of("today", today)));
        }
        return day;
    }

    private static LocalDate parsed(String day) {
        try {
            return LocalDate.parse(day);
        } catch (DateTimeException e) {
            return null;
        }
    }

    /** One of a few; the first if nothing was sent, or nothing that is known. */
    public String oneOf(String parameter, String sent, List<String> known) {
        if (sent == null) {
            return known.get(0);
        }
        checked(parameter, List.of(sent), known, namesOf(known));
        return known.contains(sent) ? sent : known.get(0);
    }

    /** Any of a few. */
    public List<String> anyOf(String parameter, List<String> sent, Collection<String> known) {
        return List.of(checked(parameter, sent, known, namesOf(known)));
    }

    /** What reading something else of the request gives; what that refuses is gathered with the rest. */
    public <T> T gathered(Supplier<T> reading, T otherwise) {
        try {
            return reading.get();
        } catch (Problem refused) {
            findings.addAll(refused.errors());
            return otherwise;
        }
    }

    /** Adds what is wrong with a parameter. */
    public void refuse(String parameter, String code, Map<String, Object> values) {
        findings.add(Finding.at("?" + parameter, code, values));
    }

    public void refuseFindings() {
        if (!findings.isEmpty()) {
            throw Problem.unreadable(findings);
        }
    }

    private String[] checked(String parameter, List<String> sent, Collection<String> known, String names) {
        var distinct = Set.copyOf(sent);
        if (!known.containsAll(distinct)) {
            findings.add(Finding.at("?" + parameter, "unknown-code", Map.of("known", names)));
        }
        return sent.stream().distinct().toArray(String[]::new);
    }

    private static String namesOf(Collection<String> codes) {
        return String.join(", ", codes);
    }
}
