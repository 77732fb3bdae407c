package org.compromiso.dashboard;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;
import com.tngtech.archunit.lang.ArchRule;
import org.compromiso.platform.testing.ServiceArchitecture;

/** What may depend on what in this service. */
@AnalyzeClasses(packages = "org.compromiso", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchTests COMMON = ArchTests.in(ServiceArchitecture.class);

    @ArchTest
    static final ArchRule the_projection_knows_no_read_model = noClasses()
            .that()
            .resideInAPackage("..projection..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("..pledges..", "..practices..", "..reviews..", "..overview..");

    @ArchTest
    static final ArchRule what_is_made_of_events_knows_neither_http_nor_the_clock = noClasses()
            .that()
            .haveSimpleNameEndingWith("Model")
            .or()
            .haveSimpleNameEndingWith("State")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("jakarta.ws.rs..", "io.vertx..")
            .orShould()
            .dependOnClassesThat()
            .haveFullyQualifiedName("java.time.Clock");

    @ArchTest
    static final ArchRule resources_ask_no_database = noClasses()
            .that()
            .haveSimpleNameEndingWith("Resource")
            .and()
            .resideInAPackage("org.compromiso.dashboard..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.vertx.mutiny.sqlclient..", "jakarta.persistence..", "org.hibernate..");

    @ArchTest
    static final ArchRule resources_stay_in_their_feature =
            classes().that().haveSimpleNameEndingWith("Resource").should().bePackagePrivate();
}
