package org.compromiso.dashboard.overview;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * Totals as of a day. A joint pledge counts once in {@code pledges}; {@code participations} counts the lead and every
 * confirmed participant (domain.md, Types).
 */
@Schema(name = "Overview")
record Overview(
        LocalDate asOf,
        long pledges,
        long participations,

        @Schema(
                description = "One per combination that occurs: a member per dimension of groupBy, pledges and"
                        + " participations. A pledge with several codes counts in each of their groups")
        List<Map<String, Object>> groups) {}
