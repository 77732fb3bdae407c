package org.compromiso.dashboard.finance;

import static org.compromiso.dashboard.fixtures.Questions.written;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.compromiso.dashboard.columns.StreamedPledges;
import org.compromiso.dashboard.columns.StreamedPledges.Step;
import org.compromiso.dashboard.fixtures.Event;
import org.compromiso.dashboard.fixtures.NaivePledges;
import org.compromiso.dashboard.fixtures.Questions;
import org.compromiso.dashboard.pledges.WantedPledges;

/** Sums against a naive addition, exact to the last decimal. */
class FinancePropertiesTest {

    @Property(tries = 25)
    void sums_equal_a_naive_addition(
            @ForAll long seed, @ForAll @IntRange(max = 60) int pledges, @ForAll @Size(max = 8) List<Step> steps) {
        var streamed = new StreamedPledges(seed, pledges, steps);
        var questions = new Questions(seed, streamed.naive());
        var question = new Finance.Question(questions.wanted());
        var day = questions.day();

        var answer = streamed.followed().read(columns -> written(Finance.of(columns, question, day)));

        Map<List<String>, BigDecimal> sums = new HashMap<>();
        Map<String, Long> pledgesIn = new HashMap<>();
        var paying = 0;
        for (var pledge : NaivePledges.matching(streamed.naive().newest(), question.wanted(), day)) {
            var currencies = new HashSet<String>();
            for (var each : pledge.get("financial")) {
                var currency = each.get("currency").asText();
                currencies.add(currency);
                sums.merge(
                        List.of(currency, each.get("recipient").asText("-")),
                        new BigDecimal(each.get("amount").asText()),
                        BigDecimal::add);
            }
            currencies.forEach(currency -> NaivePledges.count(pledgesIn, currency, 1));
            paying += currencies.isEmpty() ? 0 : 1;
        }
        assertEquals(paying, answer.get("pledges").asInt());
        Map<List<String>, BigDecimal> answered = new HashMap<>();
        for (var currency : answer.get("currencies")) {
            var code = currency.get("currency").asText();
            assertEquals(pledgesIn.remove(code), currency.get("pledges").asLong());
            assertTrue(currency.get("amount").isTextual(), "a decimal is a text");
            var sum = BigDecimal.ZERO;
            for (var recipient : currency.get("recipients")) {
                var amount = new BigDecimal(recipient.get("amount").asText());
                sum = sum.add(amount);
                answered.put(List.of(code, recipient.get("recipient").asText("-")), amount);
            }
            assertEquals(sum, new BigDecimal(currency.get("amount").asText()));
            assertEquals(0, currency.at("/others/recipients").asInt());
        }
        assertEquals(sums, answered);
        assertEquals(Map.of(), pledgesIn);
    }

    @Example
    void the_50_that_are_to_get_most_are_named_and_the_others_added_up() {
        // Given 60 recipients, of whom each is to get one more than the one before, and one sum for nobody in
        // particular
        var events = new ArrayList<Event>();
        for (int i = 1; i <= 60; i++) {
            events.add(promising(i, i + ".10", "Fund %02d".formatted(i)));
        }
        events.add(promising(61, "7.05", null));
        var question = new Finance.Question(new WantedPledges(Map.of(), Set.of(), null, null));

        // When
        var answer = new StreamedPledges(events)
                .followed()
                .read(columns -> written(Finance.of(columns, question, LocalDate.EPOCH)));

        // Then
        var euros = answer.at("/currencies/0");
        var named = new ArrayList<String>();
        euros.get("recipients")
                .forEach(r -> named.add(
                        r.get("recipient").asText() + " " + r.get("amount").asText()));
        assertEquals(
                IntStream.rangeClosed(11, 60)
                        .mapToObj(i -> "Fund %02d %d.10".formatted(71 - i, 71 - i))
                        .toList(),
                named);
        assertEquals(11, euros.at("/others/recipients").asInt());
        // 1.10 to 10.10, and 7.05
        assertEquals("63.05", euros.at("/others/amount").asText());
        assertEquals("1843.05", euros.get("amount").asText());
        assertEquals(61, euros.get("pledges").asInt());
    }

    private static Event promising(int number, String amount, String recipient) {
        var value = Event.pledge("P-2026-%06d".formatted(100_000 + number), 1);
        Event.pledgeIn(value)
                .putArray("financial")
                .addObject()
                .put("amount", amount)
                .put("currency", "EUR")
                .put("recipient", recipient);
        return Event.ofPledge(Event.REGISTERED, value);
    }
}
