package org.compromiso.pledge.coaching;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import org.compromiso.platform.json.Body;
import org.compromiso.platform.json.MergePatch;
import org.compromiso.pledge.PledgeFixtures;
import org.compromiso.pledge.form.PledgeForm;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The calibration: what pledges of different quality are told (docs/coaching.md). */
class AssessmentTest {

    private static final LocalDate TODAY = LocalDate.of(2026, 11, 21);
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Shaped like pledges of the real register, none of which names a number, and like what they could have been. */
    static Stream<Arguments> examples() {
        return Stream.of(
                example("nothing", "low", "{}"),
                example("a title", "low", "{'title':'Pledge for the International Migration Review Forum'}"),
                example(
                        "en: the usual pledge: a title, an objective, a description",
                        "low",
                        "{'title':'Universal health coverage for people who migrate','language':'en',"
                                + "'type':'individual','entity':{'name':'Thailand','kind':'state'},'scope':'national',"
                                + "'countries':['TH'],'natures':['policy'],'objectives':{'primary':[15]},"
                                + "'description':'" + "Progress on health coverage that includes migrants. ".repeat(7)
                                + "'}"),
                example(
                        "es: a wish with need and means and nothing to count",
                        "lower-moderate",
                        "{'title':'Centros de nutrición para la niñez venezolana','language':'es',"
                                + "'type':'individual','entity':{'name':'Riohacha','kind':'local-authority'},"
                                + "'objectives':{'primary':[15]},'natures':['process'],"
                                + "'need':'Niñas y niños llegan desnutridos y no hay dónde atenderlos.',"
                                + "'means':'La ciudad cede dos locales y paga al personal.',"
                                + "'startsOn':'2026-12-01','endsOn':'2027-12-31'}"),
                example(
                        "fr: a wish with a goal that says when but not how much",
                        "lower-moderate",
                        "{'title':'Accès aux soins','language':'fr','objectives':{'primary':[15]},"
                                + "'need':'Les nouveaux arrivants renoncent aux soins.',"
                                + "'means':'Deux médiatrices et un local de la ville.',"
                                + "'goals':[{'statement':'Faciliter l’accès aux soins de santé',"
                                + "'indicator':'personnes accompagnées','due':'2027-12-31'}],"
                                + "'startsOn':'2026-12-01','endsOn':'2027-12-31'}"),
                example(
                        "en: measured, but nobody knows why and with what",
                        "upper-moderate",
                        "{'title':'Training front-line staff','language':'en','objectives':{'primary':[15]},"
                                + "'goals':[{'statement':'Train front-line staff','indicator':'staff trained',"
                                + "'baseline':'0','target':'200','unit':'persons','due':'2027-12-31'}],"
                                + "'startsOn':'2026-12-01','endsOn':'2027-12-31'}"),
                example(
                        "es: a number without unit or baseline",
                        "upper-moderate",
                        "{'title':'Mesa de ayuda ampliada','language':'es','objectives':{'primary':[6]},"
                                + "'need':'Quienes se van no reciben orientación previa.',"
                                + "'means':'Cuatro orientadores y una sala municipal.',"
                                + "'goals':[{'statement':'Dar seminarios previos a la partida',"
                                + "'indicator':'seminarios dados','target':'24','due':'2027-06-30'}],"
                                + "'startsOn':'2026-12-01','endsOn':'2027-12-31'}"),
                example("en: all eight essentials and nothing else", "high", essentials()),
                example(
                        "es: the same in Spanish",
                        "high",
                        "{'objectives':{'primary':[6]},'need':'Las personas pagan por conseguir trabajo.',"
                                + "'means':'Dos formadores y una partida del presupuesto.',"
                                + "'goals':[{'indicator':'inspectores formados','baseline':'0','target':'50',"
                                + "'unit':'inspectores','due':'2027-12-31'}]}"),
                example(
                        "zh: the same in Chinese, in far fewer characters",
                        "high",
                        "{'objectives':{'primary':[6]},'need':'移民工人须自付招聘费用。','means':'两名培训员和专项预算。',"
                                + "'goals':[{'indicator':'培训人数','baseline':'0','target':'50','unit':'人',"
                                + "'due':'2027-12-31'}]}"),
                example(
                        "ar: the same in Arabic",
                        "high",
                        "{'objectives':{'primary':[6]},'need':'يدفع العمال المهاجرون رسوم التوظيف.',"
                                + "'means':'مدربان وبند في الميزانية.','goals':[{'indicator':'المفتشون المدربون',"
                                + "'baseline':'0','target':'50','unit':'مفتش','due':'2027-12-31'}]}"),
                example(
                        "ru: the same in Russian",
                        "high",
                        "{'objectives':{'primary':[6]},'need':'Работники платят за трудоустройство.',"
                                + "'means':'Два тренера и строка бюджета.','goals':[{'indicator':'обученные инспекторы',"
                                + "'baseline':'0','target':'50','unit':'инспекторы','due':'2027-12-31'}]}"),
                example("complete", "high", PledgeFixtures.completePledge().toString()));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("examples")
    void a_pledge_has_the_level_that_people_would_give_it(String what, String level, String form) throws Exception {
        assertEquals(level, assess(form).level().code());
    }

    @Test
    void a_wish_is_told_everything_that_would_make_it_measurable() throws Exception {
        var wish = assess("{'goals':[{'statement':'Improve the lives of migrants'}]}");

        assertEquals(
                List.of(
                        "/goals/0/target target-missing",
                        "/goals/0/indicator indicator-missing",
                        "/goals/0/baseline baseline-missing",
                        "/goals/0/unit unit-missing",
                        "/goals/0/due due-missing"),
                texts(wish.goals().get(0).findings()));
    }

    @Test
    void a_complete_pledge_is_told_nothing() throws Exception {
        var complete = assess(PledgeFixtures.completePledge().toString());

        assertEquals(List.of(), complete.findings());
        assertEquals(List.of(), complete.goals().get(0).findings());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'objectives':null} | /objectives/primary principle-only",
                "{'objectives':null,'principles':null} | /objectives/primary objective-missing",
                "{'objectives':{'primary':[],'other':[3]}} | ",
                "{'need':null} | /need need-missing",
                "{'need':'Hunger'} | /need need-short",
                "{'need':'- - - . . . . . . . . . .'} | /need need-short",
                "{'means':null} | /means means-missing",
                "{'means':'Money'} | /means means-short",
                "{'entity':{'name':null}} | /entity/name entity-missing",
                "{'type':null} | /type type-missing",
                "{'type':'collective'} | /participants participants-missing",
                "{'type':'collective','participants':[{'name':'UNICEF'}]} | ",
                "{'type':'complementary'} | /participants participants-missing",
                "{'type':'complementary','participants':[{'name':'A','contribution':'Money'},{'name':'B'}]} | /participants/1/contribution contribution-missing",
                "{'type':'joined'} | /joins joins-missing",
                "{'natures':null} | /natures nature-missing",
                "{'natures':['policy','financial']} | /financial amount-missing",
                "{'natures':['financial'],'financial':[{'amount':'5'}]} | /financial/0/currency amount-incomplete,/financial/0/recipient amount-incomplete",
                "{'natures':['financial'],'financial':[{'amount':'5','currency':'EUR','recipient':'Migration MPTF'}]} | ",
                "{'financial':[{'amount':'5'}]} | ",
                "{'description':null} | /description description-missing",
                "{'description':'Short.'} | /description description-short",
                "{'scope':null} | /scope place-missing",
                "{'countries':null} | /countries place-missing",
                "{'countries':null,'scope':'international'} | ",
                "{'scope':'local'} | /locality place-missing",
                "{'startsOn':null} | /startsOn start-missing",
                "{'endsOn':null} | /endsOn end-missing",
                "{'endsOn':'2026-11-21'} | /endsOn end-past",
                "{'endsOn':'2026-11-30'} | /endsOn end-before-start",
                "{'endsOn':'2036-11-21'} | ",
                "{'endsOn':'2036-11-22'} | /endsOn end-far",
                "{'goals':null} | /goals goal-missing",
                "{'endsOn':'2027-12-30'} | /goals/0/due due-outside",
                "{'startsOn':'2027-12-31'} | ",
                "{'startsOn':'2027-12-31','endsOn':'2028-01-01'} | /goals/0/due due-outside",
            })
    void the_whole_is_told(String change, String expected) throws Exception {
        var assessment =
                assess(MergePatch.apply(PledgeFixtures.completePledge(), JSON.readTree(change.replace('\'', '"')))
                        .toString());

        assertEquals(expected == null ? List.of() : List.of(expected.split(",")), texts(assessment.findings()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'statement':null} | high | statement-missing",
                "{'statement':'Go!'} | high | statement-short",
                "{'indicator':null} | upper-moderate | indicator-missing",
                "{'indicator':'n'} | upper-moderate | indicator-short",
                "{'indicator':'人数统计'} | high | ",
                "{'baseline':null} | upper-moderate | baseline-missing",
                "{'target':null} | lower-moderate | target-missing",
                "{'target':'0'} | upper-moderate | target-is-baseline",
                "{'baseline':'50.00'} | upper-moderate | target-is-baseline",
                "{'baseline':'80'} | high | ",
                "{'unit':null} | upper-moderate | unit-missing",
                "{'unit':null,'indicator':null} | lower-moderate | indicator-missing,unit-missing",
                "{'due':null} | upper-moderate | due-missing",
                "{'due':'2026-11-21'} | upper-moderate | due-past",
                "{'due':'2026-11-22'} | high | ",
                "{'baseline':null,'target':null,'unit':null,'due':null} | low | target-missing,baseline-missing,unit-missing,due-missing",
            })
    void a_goal_is_told(String change, String level, String codes) throws Exception {
        var form = PledgeFixtures.completePledge();
        form.withArray("goals")
                .set(0, MergePatch.apply(form.get("goals").get(0), JSON.readTree(change.replace('\'', '"'))));

        var goal = assess(form.toString()).goals().get(0);

        assertEquals(level, goal.level().code());
        assertEquals(
                codes == null ? List.of() : List.of(codes.split(",")),
                goal.findings().stream().map(finding -> finding.advice().code()).toList());
    }

    @Test
    void one_weak_goal_of_fifty_is_not_hidden_by_the_others() throws Exception {
        var form = (ObjectNode) JSON.readTree(essentials().replace('\'', '"'));
        var good = form.get("goals").get(0);
        form.putArray("goals").addObject().put("statement", "And so much more");
        var alone = assess(form.toString()).level();
        for (int i = 1; i < 50; i++) {
            form.withArray("goals").add(good);
        }

        var among = assess(form.toString());

        assertEquals(Level.LOWER_MODERATE, alone);
        assertEquals(Level.LOWER_MODERATE, among.level());
        assertEquals(Level.LOW, among.goals().get(0).level());
        assertEquals(Level.HIGH, among.goals().get(49).level());
    }

    private static Arguments example(String what, String level, String form) {
        return Arguments.of(what, level, form);
    }

    private static String essentials() {
        return "{'objectives':{'primary':[6]},'need':'Workers pay for their jobs.',"
                + "'means':'Two trainers and a budget line.',"
                + "'goals':[{'indicator':'inspectors trained','baseline':'0','target':'50','unit':'inspectors',"
                + "'due':'2027-12-31'}]}";
    }

    private static Assessment assess(String form) throws Exception {
        JsonNode tree = JSON.readTree(form.contains("\"") ? form : form.replace('\'', '"'));
        return Assessment.of(Body.read(tree, PledgeForm.class).incomplete(), TODAY);
    }

    private static List<String> texts(List<Assessment.Remark> findings) {
        return findings.stream()
                .map(finding -> finding.pointer() + " " + finding.advice().code())
                .toList();
    }
}
