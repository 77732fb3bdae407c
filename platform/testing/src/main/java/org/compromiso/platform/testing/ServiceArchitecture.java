package org.compromiso.platform.testing;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;

/** What holds for every service; included by each one's {@code ArchitectureTest}. */
public final class ServiceArchitecture {

    @ArchTest
    static final ArchRule the_platform_knows_no_service = noClasses()
            .that()
            .resideInAPackage("org.compromiso.platform..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "org.compromiso.pledge..",
                    "org.compromiso.practice..",
                    "org.compromiso.review..",
                    "org.compromiso.dashboard..");

    @ArchTest
    static final ArchRule services_do_not_depend_on_each_other = SlicesRuleDefinition.slices()
            .matching("org.compromiso.(pledge|practice|review|dashboard)..")
            .should()
            .notDependOnEachOther();

    @ArchTest
    static final ArchRule resources_go_through_the_service = noClasses()
            .that()
            .haveSimpleNameEndingWith("Resource")
            .should()
            .dependOnClassesThat()
            .haveSimpleNameEndingWith("Repository");

    @ArchTest
    static final ArchRule features_do_not_depend_on_each_other_in_circles = SlicesRuleDefinition.slices()
            .matching("org.compromiso.(*).(*)..")
            .should()
            .beFreeOfCycles();

    @ArchTest
    static void every_problem_stands_in_the_documents(JavaClasses any) {
        Refusals.assertDocumented();
    }

    private ServiceArchitecture() {}
}
