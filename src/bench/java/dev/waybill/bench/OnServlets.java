package dev.waybill.bench;

import com.zaxxer.hikari.HikariDataSource;
import java.util.Map;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.actuate.autoconfigure.security.servlet.ManagementWebSecurityAutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.security.servlet.SecurityAutoConfiguration;
import org.springframework.context.support.GenericApplicationContext;

/**
 * A contestant's process: the stock route on Camel's servlet engine (Spring Boot's Tomcat, as it comes). Arguments: port,
 * JDBC URL. Not a {@code @Configuration}, so that no hub on this classpath takes it for a part of itself.
 */
@EnableAutoConfiguration(exclude = {SecurityAutoConfiguration.class, ManagementWebSecurityAutoConfiguration.class})
class OnServlets {

    public static void main(String[] args) {
        SpringApplication application = new SpringApplication(OnServlets.class);
        application.setDefaultProperties(Map.of(
                "server.address", "127.0.0.1",
                "server.port", args[0],
                "spring.flyway.enabled", "false",
                "spring.main.banner-mode", "off",
                "camel.main.stream-caching-enabled", "false",
                "camel.main.run-controller", "true"));
        application.addInitializers(context -> {
            HikariDataSource database = StockPool.open(args[1]);
            GenericApplicationContext beans = (GenericApplicationContext) context;
            beans.registerBean("database", HikariDataSource.class, () -> database);
            beans.registerBean(StockRoute.class, () -> new StockRoute(database));
        });
        application.run();
    }
}
