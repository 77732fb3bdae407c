package org.compromiso.dashboard.facets;

import java.util.regex.Pattern;
import org.compromiso.platform.problem.Problem;

/** Public references (domain.md): {@code P-2026-000123} for pledges, {@code R-2026-000123} for practices. */
public final class References {

    private static final Pattern PLEDGE = Pattern.compile("P-[0-9]{4}-[0-9]{6,12}");
    private static final Pattern PRACTICE = Pattern.compile("R-[0-9]{4}-[0-9]{6,12}");

    private References() {}

    public static boolean isPledge(String reference) {
        return PLEDGE.matcher(reference).matches();
    }

    public static boolean isPractice(String reference) {
        return PRACTICE.matcher(reference).matches();
    }

    public static boolean isPledgeOrPractice(String reference) {
        return isPledge(reference) || isPractice(reference);
    }

    /** Throws 404 for what can't be the reference of a pledge. */
    public static void requirePledge(String reference) {
        if (!isPledge(reference)) {
            throw Problem.notFound();
        }
    }

    /** Throws 404 for what can't be the reference of a practice. */
    public static void requirePractice(String reference) {
        if (!isPractice(reference)) {
            throw Problem.notFound();
        }
    }
}
