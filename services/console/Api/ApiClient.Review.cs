using Territory.OperationsConsole.Review;

namespace Territory.OperationsConsole.Api;

public sealed partial class ApiClient
{
    public Task<ApiAnswer<ListPage<ClaimToJudge>>> ClaimsAsync(ClaimsFilter filter, string theatre, int limit, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(filter);
        return GetAsync<ListPage<ClaimToJudge>>("/api/claims" + filter.ToApi(theatre, limit), cancellation);
    }

    public Task<ApiAnswer<ClaimToJudge>> ClaimAsync(string id, CancellationToken cancellation) => GetAsync<ClaimToJudge>("/api/claims/" + Uri.EscapeDataString(id), cancellation);

    /// <summary>Finds a claim right, as it stands or as amended, and waits a moment for what is decided upon it.</summary>
    public Task<ApiAnswer<ClaimToJudge>> AcceptAsync(string id, int version, ClaimAmendment amendment, CancellationToken cancellation) =>
        PostAsync<ClaimToJudge>($"/api/claims/{Uri.EscapeDataString(id)}/accept?wait=5", amendment, cancellation, version);

    public Task<ApiAnswer<ClaimToJudge>> RejectAsync(string id, int version, string? reason, CancellationToken cancellation) =>
        PostAsync<ClaimToJudge>($"/api/claims/{Uri.EscapeDataString(id)}/reject", new { reason }, cancellation, version);

    public Task<ApiAnswer<ListPage<LookAsked>>> LooksAsync(LooksFilter filter, string theatre, int limit, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(filter);
        return GetAsync<ListPage<LookAsked>>("/api/reviews" + filter.ToApi(theatre, limit), cancellation);
    }

    /// <summary>Lets something be that asked for a look.</summary>
    public Task<ApiAnswer<DecisionReceipt>> DismissAsync(string id, string? reason, CancellationToken cancellation) =>
        PostAsync<DecisionReceipt>($"/api/reviews/{Uri.EscapeDataString(id)}/dismiss", new { reason }, cancellation);
}
