package org.compromiso.dashboard.practices;

import java.util.List;
import org.compromiso.dashboard.projection.ReadModel;

/** What is made of the events about practices, without a container. */
public final class PracticeModels {

    private PracticeModels() {}

    public static List<ReadModel> all() {
        return List.of(new PracticeModel());
    }
}
