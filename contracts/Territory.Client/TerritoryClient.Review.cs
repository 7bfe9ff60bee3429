using System.Runtime.CompilerServices;
using System.Text;
using Territory.Contracts;

namespace Territory.Client;

/// <content>Claims, and what persons make of those that wait.</content>
public sealed partial class TerritoryClient
{
    /// <summary>A page of the claims of all reports, oldest first.</summary>
    public Task<Page<ClaimToReview>> ClaimsAsync(ClaimsQuestion? question = null, CancellationToken cancellation = default)
    {
        var asked = question ?? new();
        return calls.GetAsync<Page<ClaimToReview>>(new Query("api/claims").With("state", asked.State is { } state ? Word(state) : null).With("area", asked.Area).With("after", asked.After).With("limit", asked.Limit).With("theatre", options.Theatre), cancellation);
    }

    /// <summary>One claim with the words around its evidence.</summary>
    public Task<ClaimToReview> ClaimAsync(string claimId, CancellationToken cancellation = default) => calls.GetAsync<ClaimToReview>(new Query("api/claims/" + Segment(claimId)), cancellation);

    /// <summary>Finds a claim right: it goes on to the ledger, where two persons must agree with the second one's. Needs the analyst role.</summary>
    /// <param name="claimId">The claim.</param>
    /// <param name="amendment">In what it is read otherwise; null = it is right as it stands.</param>
    /// <param name="key">As in <see cref="DecideChangeAsync"/>.</param>
    /// <param name="version">Refused with 412 unless the claim is at this version (<see cref="ClaimToReview.Version"/>).</param>
    /// <param name="waitSeconds">Wait up to this long until the ledger has decided.</param>
    /// <param name="cancellation">Stops waiting for the answer; it may be recorded all the same.</param>
    public Task<ClaimToReview> AcceptClaimAsync(string claimId, ClaimAmendment? amendment = null, string? key = null, int? version = null, int? waitSeconds = null, CancellationToken cancellation = default) =>
        calls.PostAsync<ClaimToReview>(new Query($"api/claims/{Segment(claimId)}/accept").With("wait", waitSeconds), amendment ?? new(), key, version, cancellation);

    /// <summary>Keeps a claim from the ledger. Needs the analyst role.</summary>
    /// <param name="claimId">The claim.</param>
    /// <param name="reason">Why; told with the claim.</param>
    /// <param name="key">As in <see cref="DecideChangeAsync"/>.</param>
    /// <param name="version">As in <see cref="AcceptClaimAsync"/>.</param>
    /// <param name="cancellation">Stops waiting for the answer; it may be recorded all the same.</param>
    public Task<ClaimToReview> RejectClaimAsync(string claimId, string reason, string? key = null, int? version = null, CancellationToken cancellation = default) =>
        calls.PostAsync<ClaimToReview>(new Query($"api/claims/{Segment(claimId)}/reject"), new { reason }, key, version, cancellation);

    /// <summary>Reports with what persons read in them, a JSON object a line. Needs the analyst role.</summary>
    public async IAsyncEnumerable<string> ClaimTrainingAsync([EnumeratorCancellation] CancellationToken cancellation = default)
    {
        using var response = await calls.OpenAsync(new Query("api/claims/training").With("theatre", options.Theatre), cancellation, "application/x-ndjson");
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(cancellation), Encoding.UTF8);
        while (await reader.ReadLineAsync(cancellation) is { } line) yield return line;
    }

    private static string Word(ClaimState state) => System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(state.ToString());
}
