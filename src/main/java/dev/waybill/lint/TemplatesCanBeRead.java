package dev.waybill.lint;

import dev.waybill.routes.EndpointUri;
import dev.waybill.routes.Finding;
import dev.waybill.routes.OpenDirective;
import dev.waybill.routes.RouteStep;
import dev.waybill.routes.Routes;
import dev.waybill.routes.Rule;
import dev.waybill.routes.SourceFile;
import freemarker.core.ParseException;
import freemarker.template.Configuration;
import freemarker.template.Template;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.apache.camel.spi.Resource;
import org.jspecify.annotations.Nullable;

/** A template that a route names exists and can be parsed: otherwise every single event would fail. */
final class TemplatesCanBeRead implements Rule {

    private static final String AN_END = "Encountered \"</#";
    private static final String AT_THE_END = "Unexpected end of file";

    @Override
    public Stream<Finding> findings(Routes routes) {
        return routes.steps()
                .flatMap(step -> routes.sends(step)
                        .filter(address -> address.scheme().equals("freemarker")
                                && !"true".equals(address.parameters().get("allowTemplateFromHeader")))
                        .flatMap(address -> Stream.ofNullable(fault(routes, step, address))));
    }

    private static @Nullable Finding fault(Routes routes, RouteStep step, EndpointUri address) {
        Resource file = routes.file(address.name());
        if (file == null) {
            return step.finding("names the template %s, which can't be found".formatted(address.name()));
        }
        String encoding = address.parameters().get("encoding");
        Charset charset = encoding == null ? StandardCharsets.UTF_8 : Charset.forName(encoding);
        String text;
        try (InputStream in = file.getInputStream()) {
            text = new String(in.readAllBytes(), charset);
        } catch (IOException e) {
            return step.finding("names the template %s, which can't be read: %s".formatted(address.name(), e));
        }
        try {
            new Template(address.name(), text, new Configuration(Configuration.VERSION_2_3_34));
            return null;
        } catch (ParseException e) {
            String slip = e.getEditorMessage().lines().findFirst().orElse("");
            OpenDirective open = slip.startsWith(AT_THE_END) ? OpenDirective.of(text) : null;
            if (open != null) {
                return finding(step, file, open.line(), open.column(), "nothing closes this #" + open.name());
            }
            OpenDirective nearly = slip.startsWith(AN_END) ? OpenDirective.withoutSign(text, e.getLineNumber()) : null;
            return nearly == null
                    ? finding(step, file, e.getLineNumber(), e.getColumnNumber(), slip)
                    : finding(
                            step, file, nearly.line(), nearly.column(), "write <#%s for this".formatted(nearly.name()));
        } catch (IOException e) {
            return step.finding("names the template %s, which can't be read: %s".formatted(address.name(), e));
        }
    }

    private static Finding finding(RouteStep step, Resource file, int line, int column, String slip) {
        String sentence = "the template of route %s can't be read: %s".formatted(step.routeId(), slip);
        return new Finding(SourceFile.name(file.getLocation()), line, step.routeId(), sentence).at(line, column);
    }
}
