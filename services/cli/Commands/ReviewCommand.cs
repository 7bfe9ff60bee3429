using System.CommandLine;
using Territory.Cli.Screen;
using Territory.Cli.Server;
using Territory.Client;
using Territory.Contracts;

namespace Territory.Cli.Commands;

/// <summary><c>territory review</c>: the claims that wait for a person, and what a person makes of them.</summary>
internal static class ReviewCommand
{
    public static Command Build(ServerOptions server, Surroundings surroundings)
    {
        var area = new Option<string?>("--area") { Description = "Only of this area and all below it.", HelpName = "area" };
        var limit = new Option<int>("--limit") { Description = "At most this many.", HelpName = "number", DefaultValueFactory = _ => 100 };
        limit.Validators.Add(Numbers.Positive("--limit"));
        var command = new Command("review", "Lists the claims that wait for a person, oldest first, with the words they rest on.")
        {
            area, limit, ReviewDecisions.Accept(server, surroundings), ReviewDecisions.Amend(server, surroundings), ReviewDecisions.Reject(server, surroundings), Training(server, surroundings),
            LooksCommand.List(server, surroundings), LooksCommand.Dismiss(server, surroundings),
        };
        Examples.AddTo(command,
            "territory review --area SY12",
            "territory review accept rep_0193…-1 --wait 5",
            "territory review amend rep_0193…-1 --area C5993 --effective 2024-12-06 --note \"the city, the day before\"",
            "territory review reject rep_0193…-2 --reason \"it was planned, not done\"",
            "territory review training > corrected.jsonl",
            "territory review looks");
        return command.Does(server, surroundings, (parsed, session, cancellation) => ListAsync(session, parsed.GetValue(limit), new() { State = ClaimState.Pending, Area = parsed.GetValue(area) }, cancellation));
    }

    private static Task<ExitCode> ListAsync(Session session, int limit, ClaimsQuestion question, CancellationToken cancellation) => Paging.ShowAsync(
        session.Output, limit, (after, most) => session.Client.ClaimsAsync(question with { After = after, Limit = most }, cancellation), claim => ReviewLines.Show(session.Output, claim),
        "No claim waits.", _ => "There are more; decide about these first, or raise --limit.");

    private static Command Training(ServerOptions server, Surroundings surroundings) =>
        new Command("training", "Prints reports with what persons read in them, a JSON object a line: to train and judge a reader with.").Does(server, surroundings, async (_, session, cancellation) =>
        {
            await foreach (var line in session.Client.ClaimTrainingAsync(cancellation)) session.Output.Line(line);
            return ExitCode.Ok;
        });
}

/// <summary>A claim under review, for a person.</summary>
internal static class ReviewLines
{
    public static void Show(Output output, ClaimToReview claim)
    {
        if (output.IsJson)
        {
            output.Json(claim);
            return;
        }
        output.Line($"{claim.Claim.Id}  {ReceiptLines.Line(claim.Claim)}");
        output.Line($"    {Plain.Isolated(claim.Report?.Source)}, {claim.Report?.Grade}, published {claim.Report?.PublishedAt} · {claim.Claim.Rule}, confidence {claim.Claim.Confidence.ToString("0.00", System.Globalization.CultureInfo.InvariantCulture)} · version {claim.Version}");
        if (claim.Claim.Candidates.Count > 1) output.Line($"    one of {string.Join(", ", claim.Claim.Candidates)}: say which with --area");
        if (claim.Review is { } review) Show(output, review);
        if (claim.Passage is { } passage) output.Line($"    {Plain.Isolated(Marked(passage, claim.Claim.Evidence))}");
    }

    private static void Show(Output output, ClaimReviewed review)
    {
        if (review.AcceptedBy.Count > 0) output.Line($"    accepted by {string.Join(", ", review.AcceptedBy)}{(review.Note is { } note ? ": " + Plain.Line(note) : "")}; another person must agree");
        if (review.Choice is { } choice) output.Line($"    {string.Join(", ", choice.By)} chose {Plain.Line(choice.AreaName)} ({choice.Area}) of {string.Join(", ", choice.Among)}");
        foreach (var other in review.Otherwise ?? []) output.Line($"    {Otherwise(other)}");
    }

    internal static string Otherwise(OtherwiseRead other) =>
        $"{string.Join(", ", other.By)} reads it otherwise: {other.Reading.Area}, {other.Reading.From ?? "nobody"} to {(other.Reading.To is { } to ? string.Join(" + ", (other.Reading.With ?? []).Prepend(to)) : "nobody")}, {Words.Of(other.Reading.Kind)}, {Words.Of(other.Reading.Status)}, {Words.Of(other.Reading.Extent)}, {other.Reading.Effective?.At ?? "undated"}";

    /// <summary>The words with the evidence in brackets.</summary>
    private static string Marked(ReportPassage passage, IReadOnlyList<Quote> evidence)
    {
        var text = passage.Text;
        foreach (var span in evidence.OrderByDescending(s => s.Start))
        {
            var (start, end) = (span.Start - passage.Start, span.End - passage.Start);
            if (start >= 0 && start < end && end <= text.Length) text = $"{text[..start]}[{text[start..end]}]{text[end..]}";
        }
        return text;
    }
}
