package dev.waybill;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.springframework.beans.BeansException;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.stereotype.Component;

/**
 * Binds and checks all settings of ours before any other bean is made: a fault is told within seconds, before a
 * database or a port is opened, and all faults at once.
 */
@Component
class CheckSettings implements BeanFactoryPostProcessor {

    @Override
    public void postProcessBeanFactory(ConfigurableListableBeanFactory beans) throws BeansException {
        Set<String> faults = new LinkedHashSet<>();
        each(beans.getBeanNamesForAnnotation(ConfigurationProperties.class), faults, name -> {
            Class<?> type = beans.getType(name);
            if (type != null && type.isRecord()) { // Spring's own are beans with setters, which this is too early for
                beans.getBean(name);
            }
        });
        if (faults.isEmpty()) { // a check of settings that are missing would only repeat what is wrong with them
            each(
                    beans.getBeanNamesForType(StartCheck.class, false, false),
                    faults,
                    name -> beans.getBean(name, StartCheck.class).check());
        }
        if (!faults.isEmpty()) {
            throw new BadSetting("waybill", String.join("\n", faults));
        }
    }

    private static void each(String[] names, Set<String> faults, Consumer<String> check) {
        for (String name : names) {
            try {
                check.accept(name);
            } catch (RuntimeException e) {
                List<String> sentences = SettingFaults.sentences(e);
                if (sentences.isEmpty()) {
                    throw e;
                }
                faults.addAll(sentences);
            }
        }
    }
}
