using Territory.Ledger.Areas;
using Territory.Theatres;

namespace Territory.Ledger.Policy;

/// <summary>Claims that something did not happen: an equal or better one, near enough in time, makes what it denies contested.</summary>
internal sealed class Denials(IEnumerable<KnownClaim> claims, Theatre theatre)
{
    private readonly KnownClaim[] denials = [.. claims];

    public IReadOnlyList<KnownClaim> Against(Telling telling) => [.. denials.Where(d => Denies(d, telling))];

    private bool Denies(KnownClaim denial, Telling telling) =>
        IsNear(denial, telling.At, telling.Best.ReportedAt, theatre.Policy) && SpeaksOf(denial, telling.Plot) && !denial.Hedged && Ranking.Rank(denial.Grade) <= Ranking.Rank(telling.Best.Grade);

    /// <summary>Within the policy's hours of the event or of its report.</summary>
    public static bool IsNear(KnownClaim denial, DateTimeOffset at, DateTimeOffset reportedAt, AssessmentNumbers numbers)
    {
        var window = TimeSpan.FromHours(numbers.DenialHours);
        return (denial.Effective.From - at).Duration() <= window || (denial.ReportedAt - reportedAt).Duration() <= window;
    }

    /// <summary>A denial that names no taker denies whatever was claimed of the area.</summary>
    private bool SpeaksOf(KnownClaim denial, Plot plot) => denial.Siege is not null || plot.Siege is not null
        ? denial.Siege is { } siege && plot.Siege is { } told && siege == told
        : denial.To is not { } denied || plot.Names(denied, theatre);

    /// <summary>What the denials that met nothing are told.</summary>
    public IEnumerable<(string Claim, Answer Answer)> Idle(IReadOnlyDictionary<string, Answer> answers) =>
        denials.Where(d => !answers.ContainsKey(d.Id)).Select(d => (d.Id, new Answer("waits", "v1/denial",
            d.Hedged
                ? "The denial itself keeps its distance; one without reserve would count."
                : $"It denies nothing that was claimed within {theatre.Policy.DenialHours} hours, enough to be decided and of a grade no better than {d.Grade}.")));
}
