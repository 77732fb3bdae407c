package org.compromiso.dashboard.pledges;

import java.util.Map;
import java.util.Set;

/**
 * Which pledges are meant: what {@link PledgeFilter} was sent, checked. Equal for requests that mean the same.
 *
 * @param codes by filter, those of which a pledge has one at least; a filter that is not there asks for nothing
 * @param joins references of which a pledge joins one; empty asks for nothing
 * @param overdue null asks for nothing
 * @param silent null asks for nothing
 */
public record WantedPledges(Map<String, Set<String>> codes, Set<String> joins, Boolean overdue, Boolean silent) {

    public WantedPledges {
        codes = Map.copyOf(codes);
        joins = Set.copyOf(joins);
    }
}
