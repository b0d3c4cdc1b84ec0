package dev.waybill.cluster;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Runs all polls in one autocommit statement. A failure in one answer keeps no other answer from its poll. */
public final class PollAll implements Tick {

    private final JdbcClient jdbc;
    private final List<Poll> questions;
    private final String sql;

    public PollAll(JdbcClient jdbc, List<Poll> questions) {
        this.jdbc = jdbc;
        this.questions = List.copyOf(questions);
        this.sql = questions.stream()
                .map(question -> "ARRAY(" + question.sql() + ")")
                .collect(Collectors.joining(", ", "SELECT ", ""));
    }

    @Override
    public void tick() {
        if (questions.isEmpty()) {
            return;
        }
        var statement = jdbc.sql(sql);
        questions.forEach(question -> question.parameters().forEach(statement::param));
        List<List<String>> answers = statement.query((row, n) -> answers(row)).single();
        RuntimeException failure = null;
        for (int i = 0; i < questions.size(); i++) {
            failure = answer(questions.get(i), answers.get(i), failure);
        }
        if (failure != null) {
            throw failure;
        }
    }

    private static @Nullable RuntimeException answer(
            Poll question, List<String> names, @Nullable RuntimeException before) {
        try {
            question.answered(names);
            return before;
        } catch (RuntimeException e) {
            if (before == null) {
                return e;
            }
            before.addSuppressed(e);
            return before;
        }
    }

    private List<List<String>> answers(ResultSet row) throws SQLException {
        List<List<String>> answers = new ArrayList<>(questions.size());
        for (int column = 1; column <= questions.size(); column++) {
            answers.add(List.of((String[]) row.getArray(column).getArray()));
        }
        return answers;
    }
}
