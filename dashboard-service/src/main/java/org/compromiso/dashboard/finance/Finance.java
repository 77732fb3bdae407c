package org.compromiso.dashboard.finance;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.compromiso.dashboard.columns.Columns;
import org.compromiso.dashboard.pledges.WantedPledges;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Money promised by the pledges meant (domain.md, natures: decimals, totalled per currency, never converted). */
@Schema(name = "Finance")
record Finance(
        @Schema(description = "The day, UTC") LocalDate asOf,
        @Schema(description = "Pledges that promise money") long pledges,
        @Schema(description = "By ISO 4217 code") List<InCurrency> currencies) {

    private static final int SHOWN = 50;

    /** What was asked. */
    record Question(WantedPledges wanted) {}

    /** All in one currency. */
    @Schema(name = "FinanceCurrency")
    record InCurrency(
            @Schema(description = "Code of currencies") String currency,

            @Schema(type = SchemaType.STRING, description = "A decimal")
            BigDecimal amount,

            @Schema(description = "Pledges with a sum in it")
            long pledges,

            @Schema(description = "The " + SHOWN + " that are to get most, as the pledgers wrote them")
            List<ToRecipient> recipients,

            @Schema(description = "The others together") Others others) {}

    /** All for one recipient. */
    @Schema(name = "FinanceRecipient")
    record ToRecipient(
            @Schema(description = "Null if not said", nullable = true)
            String recipient,

            @Schema(type = SchemaType.STRING, description = "A decimal")
            BigDecimal amount) {}

    /** Recipients that are not shown one by one. */
    @Schema(name = "FinanceOthers")
    record Others(
            long recipients,

            @Schema(type = SchemaType.STRING, description = "A decimal")
            BigDecimal amount) {}

    static Finance of(Columns columns, Question question, LocalDate today) {
        var sums = new TreeMap<String, Sum>();
        var pledges = new long[1];
        columns.scan(question.wanted(), today).forEach(row -> {
            var promised = columns.financial(row);
            var counted = new HashSet<String>();
            for (var each : promised) {
                var sum = sums.computeIfAbsent(each.currency(), currency -> new Sum());
                sum.byRecipient.merge(new Recipient(each.recipient()), each.amount(), BigDecimal::add);
                if (counted.add(each.currency())) {
                    sum.pledges++;
                }
            }
            pledges[0] += promised.isEmpty() ? 0 : 1;
        });
        return new Finance(
                today,
                pledges[0],
                sums.entrySet().stream()
                        .map(entry -> entry.getValue().in(entry.getKey()))
                        .toList());
    }

    /** Null is one, too. */
    private record Recipient(String name) {}

    private static final class Sum {

        private final Map<Recipient, BigDecimal> byRecipient = new HashMap<>();
        private long pledges;

        InCurrency in(String currency) {
            var all = byRecipient.entrySet().stream()
                    .map(entry -> new ToRecipient(entry.getKey().name(), entry.getValue()))
                    .sorted(Comparator.comparing(ToRecipient::amount)
                            .reversed()
                            .thenComparing(ToRecipient::recipient, Comparator.nullsLast(Comparator.naturalOrder())))
                    .toList();
            var shown = all.subList(0, Math.min(SHOWN, all.size()));
            var others = all.subList(shown.size(), all.size());
            return new InCurrency(currency, total(all), pledges, shown, new Others(others.size(), total(others)));
        }

        private static BigDecimal total(List<ToRecipient> sums) {
            return sums.stream().map(ToRecipient::amount).reduce(BigDecimal.ZERO, BigDecimal::add);
        }
    }
}
