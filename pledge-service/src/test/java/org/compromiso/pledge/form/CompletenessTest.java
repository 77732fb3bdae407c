package org.compromiso.pledge.form;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.compromiso.platform.json.Body;
import org.compromiso.platform.json.MergePatch;
import org.compromiso.pledge.PledgeFixtures;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What submission asks for, rule by rule (domain.md, Pledges). */
class CompletenessTest {

    private static final LocalDate TODAY = LocalDate.of(2026, 11, 21);

    @Test
    void a_complete_pledge_lacks_nothing() {
        assertEquals(List.of(), findings(PledgeFixtures.completePledge(), Optional.empty()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'language':null} | /language required",
                "{'contact':null} | /contact required",
                "{'contact':{'name':null}} | /contact/name required",
                "{'contact':{'email':null}} | /contact/email required",
                "{'entity':{'kind':'other'}} | /entity/otherKind required",
                "{'natures':[]} | /natures required",
                "{'scope':null} | /scope required",
                "{'countries':[]} | /countries country-or-region",
                "{'countries':[],'regions':['419']} | ",
                "{'countries':[],'scope':'international'} | ",
                "{'scope':'local'} | /locality required",
                "{'scope':'local','locality':{'country':'AR'}} | /locality/name required",
                "{'objectives':null,'principles':null} | /objectives/primary objective-or-principle",
                "{'objectives':null} | ",
                "{'objectives':{'primary':[1,2,3,4]}} | /objectives/primary too-many",
                "{'description':null} | /description required",
                "{'description':'Too short.'} | /description too-short",
                "{'need':null,'means':null} | ",
                "{'goals':[]} | /goals goal-required",
                "{'goals':[{'statement':'Train'}]} | /goals/0/indicator required,/goals/0/target required,/goals/0/unit required,/goals/0/due required",
                "{'startsOn':null} | /startsOn required",
                "{'endsOn':null} | /endsOn required",
                "{'startsOn':'2026-01-01','endsOn':'2026-11-21','goals':[{'statement':'T','indicator':'I','target':'1','unit':'u','due':'2026-11-20'}]} | /endsOn not-forward-looking",
                "{'startsOn':'2026-01-01','endsOn':'2026-11-22','goals':[{'statement':'T','indicator':'I','target':'1','unit':'u','due':'2026-11-22'}]} | ",
                "{'startsOn':'2028-01-01'} | /endsOn ends-before-start,/goals/0/due due-outside",
                "{'endsOn':'2027-12-30'} | /goals/0/due due-outside",
                "{'natures':['financial']} | /financial amount-required",
                "{'natures':['financial'],'financial':[{'amount':'5'}]} | /financial/0/currency required,/financial/0/recipient required",
                "{'participants':[{'name':'UNICEF'}]} | /participants/0/kind required,/participants individual-has-no-participants",
                "{'joins':'P-2026-000009'} | /joins only-joined-joins",
                "{'support':['financial']} | /support only-joined-supports",
                "{'type':'joined'} | /joins required,/support required",
                "{'type':'individual','participants':[{'name':'UNICEF','kind':'un-entity'}]} | /participants individual-has-no-participants",
                "{'type':'joined','joins':'P-2026-000009','support':['technical']} | /joins target-not-registered",
                "{'type':'joined','joins':'P-2026-000009'} | /joins target-not-registered,/support required",
                "{'type':'joined','support':['technical']} | /joins required",
                "{'type':'collective'} | /participants participant-required",
                "{'type':'collective','participants':[{'name':'UNICEF','kind':'un-entity'}]} | ",
                "{'type':'collective','participants':[{'name':'UNICEF','kind':'un-entity'}],'joins':'P-2026-000009','support':['material']} | /joins only-joined-joins,/support only-joined-supports",
                "{'type':'complementary'} | /participants participant-required",
                "{'type':'complementary','participants':[{'name':'UNICEF','kind':'un-entity','contribution':'Schools'}]} | ",
                "{'type':'complementary','participants':[{'name':'UNICEF','kind':'un-entity'},{'name':'UNHCR','contribution':'Camps'}]} | /participants/0/contribution contribution-required,/participants/1/kind required",
                "{'type':'complementary','participants':[{'name':'UNICEF','kind':'un-entity','contribution':'Schools'}],'joins':'P-2026-000009','support':['material']} | /joins only-joined-joins,/support only-joined-supports",
                "{'type':'collective','participants':[{'name':'UNICEF','kind':'un-entity'},{'name':' unicef ','kind':'un-entity'}]} | /participants/1/name participant-twice",
                "{'type':'collective','participants':[{'name':'INTERNATIONAL  labour organization','kind':'un-entity'}]} | /participants/0/name participant-is-lead",
                "{'scope':'local','locality':{'name':'Quilmes'}} | /locality/country required",
                "{'scope':'local','locality':{'name':'Quilmes','country':'AR'}} | ",
                "{'natures':['financial'],'financial':[{'amount':'5','currency':'EUR','recipient':'Migration MPTF'}]} | ",
                "{'startsOn':'2026-12-01','endsOn':'2026-11-30','goals':[{'statement':'T','indicator':'I','target':'1','unit':'u','due':'2026-12-01'}]} | /endsOn ends-before-start,/goals/0/due due-outside",
            })
    void a_pledge_is_asked_for_what_it_lacks(String change, String expected) throws Exception {
        assertEquals(
                expected == null ? List.of() : List.of(expected.split(",")),
                findings(changed(change), Optional.empty()));
    }

    @ParameterizedTest
    @CsvSource({"true, false, ", "false, false, /joins target-not-registered", "true, true, /joins target-is-joined"})
    void a_joined_pledge_joins_a_registered_one_that_is_not_joined_itself(
            boolean registered, boolean joined, String expected) throws Exception {
        var form = changed("{'type':'joined','joins':'P-2026-000009','support':['technical']}");

        assertEquals(
                expected == null ? List.of() : List.of(expected),
                findings(form, Optional.of(new JoinTarget(registered, joined))));
    }

    private static ObjectNode changed(String change) throws Exception {
        return (ObjectNode) MergePatch.apply(
                PledgeFixtures.completePledge(), new ObjectMapper().readTree(change.replace('\'', '"')));
    }

    private static List<String> findings(ObjectNode form, Optional<JoinTarget> target) {
        return Completeness.check(Body.read(form, PledgeForm.class).valid(), TODAY, target).stream()
                .map(finding -> finding.pointer() + " " + finding.code())
                .toList();
    }
}
