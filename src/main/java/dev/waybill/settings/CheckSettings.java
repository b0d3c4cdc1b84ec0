package dev.waybill.settings;

import jakarta.validation.Validation;
import jakarta.validation.ValidatorFactory;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.validation.ValidationBindHandler;
import org.springframework.core.PriorityOrdered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.stereotype.Component;
import org.springframework.validation.Validator;
import org.springframework.validation.beanvalidation.SpringValidatorAdapter;

/**
 * Binds and checks all of the hub's settings before any other bean is made. All faults are reported at once within
 * seconds, before a database or a port is opened. The settings are bound here and not taken from the context. The
 * context's own check needs more beans than there are so early.
 */
@Component
class CheckSettings implements BeanFactoryPostProcessor, PriorityOrdered {

    @Override
    public void postProcessBeanFactory(ConfigurableListableBeanFactory beans) {
        ConfigurableEnvironment environment = beans.getBean(ConfigurableEnvironment.class);
        KnownSettings known = new KnownSettings();
        Set<String> faults = new LinkedHashSet<>();
        try (ValidatorFactory constraints = Validation.buildDefaultValidatorFactory()) {
            Validator validator = new SpringValidatorAdapter(constraints.getValidator());
            Binder binder = Binder.get(environment);
            for (String name : beans.getBeanNamesForAnnotation(ConfigurationProperties.class)) {
                Class<?> type = beans.getType(name);
                if (type != null && type.isRecord()) { // Spring's own classes have setters
                    collect(faults, () -> bind(binder, validator, type, known));
                }
            }
        }
        faults.addAll(known.faults(environment));
        for (String name : beans.getBeanNamesForType(StartCheck.class, false, false)) {
            collect(faults, () -> ((StartCheck) beans.getBean(name)).check(environment));
        }
        GarbledText.in(environment).stream()
                .filter(name -> faults.stream().noneMatch(fault -> fault.startsWith(name + " ")))
                .toList()
                .forEach(name -> collect(faults, () -> new Setting(name, null).checkEncoding(false)));
        if (!faults.isEmpty()) {
            throw new BadSetting("waybill", String.join("\n", faults));
        }
    }

    private static void bind(Binder binder, Validator validator, Class<?> type, KnownSettings known) {
        ConfigurationProperties settings = type.getAnnotation(ConfigurationProperties.class);
        if (settings != null) {
            known.add(settings.value(), type);
            binder.bindOrCreate(settings.value(), Bindable.of(type), new ValidationBindHandler(validator));
        }
    }

    private static void collect(Set<String> faults, Runnable check) {
        try {
            check.run();
        } catch (RuntimeException e) {
            List<String> sentences = SettingFaults.sentences(e);
            if (sentences.isEmpty()) {
                throw e;
            }
            sentences.forEach(sentence -> faults.addAll(List.of(sentence.split("\n"))));
        }
    }

    /** Comes before the check of the routes, which reads settings. */
    @Override
    public int getOrder() {
        return 0;
    }
}
