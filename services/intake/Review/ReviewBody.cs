using Territory.Contracts;
using Territory.Hosting.Http;
using Territory.Intake.Reports;
using Territory.Theatres;

namespace Territory.Intake.Review;

/// <summary>A request as the decision takes it, once everything around it is known.</summary>
internal delegate ReviewVerdict Review(ReportState state, string claimId, ReviewAsked asked, SourceOfClaim source, int persons);

/// <summary>Reads a person's word about a claim from a JSON body; what is not well formed is collected by the reader.</summary>
internal static class ReviewBody
{
    private const int LongestNote = 2000;
    private const int MostBeside = 20;

    /// <returns>What everything asked for is fingerprinted by, and the decision.</returns>
    public static (object Asked, Review Decide) Accept(BodyReader body, Theatre theatre)
    {
        var amendment = new Amendment(
            Area(body, theatre), Actor(body, "from", theatre), Actor(body, "to", theatre), body.OneOf<ClaimKind>("kind"), body.OneOf<ControlStatus>("status"), body.OneOf<Extent>("extent"), body.OneOf<Manner>("manner"),
            Time(body, theatre), Actor(body, "claimedBy", theatre), Clear(body), With(body, theatre));
        var note = body.Text("note", most: LongestNote);
        return (new { call = "accept", amendment, note }, (state, id, asked, source, persons) => AcceptClaim.Decide(state, id, amendment, note, asked, source, persons, theatre));
    }

    public static (object Asked, Review Decide) Reject(BodyReader body, Theatre theatre)
    {
        var reason = body.Text("reason", required: true, most: LongestNote);
        if (reason is not null && string.IsNullOrWhiteSpace(reason)) body.Wrong("reason", reason, "why, in a sentence");
        return (new { call = "reject", reason }, (state, id, asked, _, _) => RejectClaim.Decide(state, id, reason!, asked));
    }

    /// <summary>The code as the pack has it; what it does not know stays as it is and is refused with the rest.</summary>
    private static string? Area(BodyReader body, Theatre theatre) =>
        body.Text("area") is not { } text ? null : AreaSearch.Find(theatre, text) is AreaFound.Found found ? found.Area.Code : text;

    private static string? Actor(BodyReader body, string name, Theatre theatre) => body.Text(name) is not { } text ? null : theatre.FindActor(text)?.Code ?? text;

    private static string[]? With(BodyReader body, Theatre theatre) => body.Texts("with", MostBeside)?.Select(text => theatre.FindActor(text)?.Code ?? text).ToArray();

    private static EffectiveTime? Time(BodyReader body, Theatre theatre)
    {
        if (body.Text("effectiveAt", most: 40) is not { } text) return null;
        if (LocalTime.TryParse(text, theatre.Zone, DateBasis.Analyst, out var time)) return time;
        body.Wrong("effectiveAt", text, LocalTime.Expected);
        return null;
    }

    private static IReadOnlyList<string>? Clear(BodyReader body)
    {
        var clear = body.Texts("clear", Amendment.Clearable.Count);
        if (clear?.FirstOrDefault(c => !Amendment.Clearable.Contains(c)) is { } other) body.Wrong("clear", other, "some of " + string.Join(", ", Amendment.Clearable));
        return clear;
    }
}
