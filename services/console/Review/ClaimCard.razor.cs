using Microsoft.AspNetCore.Components;
using Territory.Contracts;
using Territory.OperationsConsole.Api;
using Territory.OperationsConsole.Layout;
using Territory.Theatres;

namespace Territory.OperationsConsole.Review;

/// <summary>A claim with the words it rests on, and what a person makes of it. It stays where it is once it is decided, with what came of it.</summary>
public sealed partial class ClaimCard
{
    private enum Step { Look, Amend }

    private ClaimToJudge current = null!;
    private ClaimDraft draft = null!;
    private ApiProblem? problem;
    private Step step;
    private bool isBusy;
    private bool isDecided;

    [Parameter, EditorRequired] public required ClaimToJudge Item { get; set; }
    [Parameter, EditorRequired] public required Theatre Theatre { get; set; }

    private ReadClaim Claim => current.Claim;

    /// <summary>Somebody was there before: what to do about it. Null when the problem is another.</summary>
    private string? Overtaken => problem switch
    {
        { Status: 409, Errors: { } errors } when errors.Any(e => e.Field == "person") => "You found this claim right before. Two persons must agree: ask somebody else with the role analyst to look at it.",
        { Status: 409 or 412 } => "Somebody decided about this claim meanwhile. Look at it again; it may need nothing more. " + problem.Detail,
        _ => null,
    };

    // Only at first: what a person is doing here is not undone because the list was read again.
    protected override void OnInitialized() => Take(Item);

    private void Take(ClaimToJudge claim) => (current, draft, step) = (claim, new ClaimDraft(claim.Claim, isChosen: claim.Review is { AcceptedBy.Count: > 0 }), Step.Look);

    private Task AcceptAsync() => DecideAsync(() => Api.AcceptAsync(Claim.Id!, current.Version, draft.Amendment(), CancellationToken.None));

    private async Task<ApiProblem?> RejectAsync(string? reason)
    {
        await DecideAsync(() => Api.RejectAsync(Claim.Id!, current.Version, reason, CancellationToken.None));
        StateHasChanged();
        // What is wrong with the reason is told where it was typed; whoever was overtaken is told below.
        return Overtaken is null ? problem : null;
    }

    private async Task DecideAsync(Func<Task<ApiAnswer<ClaimToJudge>>> ask)
    {
        (isBusy, problem) = (true, null);
        var answer = await ask();
        (isBusy, problem) = (false, answer.Problem);
        if (answer.Value is not { } decided) return;
        Take(decided);
        isDecided = true;
    }

    private async Task LookAgainAsync()
    {
        var answer = await Api.ClaimAsync(Claim.Id!, CancellationToken.None);
        problem = answer.Problem;
        if (answer.Value is not { } claim) return;
        Take(claim);
        isDecided = !claim.Waits;
    }

    private void Back() => (step, problem) = (Step.Look, null);

    private string Id(string part) => $"claim-{part}-{Item.Claim.Id}";

    private string Facts() => string.Join(" · ", new[]
    {
        Words.Of(Claim.Status) + (Claim.Hedged ? ", hedged" : ""),
        $"extent {Words.Of(Claim.Extent)}",
        $"manner {Words.Of(Claim.Manner)}",
        Words.Date(Claim.EffectiveAt, Claim.Precision, null, Theatre.Zone) + (Claim.DateBasis is { } basis ? ", by " + Words.Of(basis) : ""),
        Claim.ClaimedBy is { } speaker ? "said by " + Words.Actor(Theatre, speaker) : null,
        Claim.Via is { Count: > 0 } via ? "via " + string.Join(", ", via) : null,
    }.OfType<string>());

    private string AsRead(RuleReading read) =>
        $"{Theatre.FindArea(read.Area)?.Label} ({read.Area}), {Words.Actor(Theatre, read.From)} → {Words.Together(Theatre, read.To, read.With)}, {Words.Of(read.Kind)}, {Words.Of(read.Status)}, extent {Words.Of(read.Extent)}, {Words.Date(read.Effective?.At, read.Effective?.Precision, read.Effective?.From, Theatre.Zone)}";

    private string Outcome() => Claim switch
    {
        { State: ClaimState.Pending } => !isDecided ? "" : current.Review?.Otherwise is { Count: > 0 } others
            ? $"Kept. {string.Join(", ", others.SelectMany(o => o.By))} reads it otherwise; another person must agree with you before it goes on." : "Kept. Another person must agree before it goes on.",
        { State: ClaimState.Sent } => "On its way to the ledger.",
        { State: ClaimState.Rejected, Decision: { } rejected } => $"Rejected: {rejected.Missing}",
        { State: ClaimState.Recorded, Decision: { } decision } => $"Recorded; it {Words.Outcome(decision)}",
        _ => isDecided ? "Kept with its report; it does not go on." : "",
    };
}
