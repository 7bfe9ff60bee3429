using System.Globalization;

namespace Territory.OperationsConsole.Api;

public sealed partial class ApiClient
{
    private const int RunsPerPage = 20;

    public Task<ApiAnswer<ListPage<ViewStanding>>> ViewsAsync(CancellationToken cancellation) => GetAsync<ListPage<ViewStanding>>("/api/views", cancellation);

    public Task<ApiAnswer<ListPage<Rebuild>>> RebuildsAsync(string? after, CancellationToken cancellation) => GetAsync<ListPage<Rebuild>>("/api/rebuilds" + Newest(after), cancellation);

    public Task<ApiAnswer<Rebuild>> RebuildAsync(string id, CancellationToken cancellation) => GetAsync<Rebuild>("/api/rebuilds/" + Uri.EscapeDataString(id), cancellation);

    public Task<ApiAnswer<Rebuild>> StartRebuildAsync(string view, string? reason, CancellationToken cancellation) => PostAsync<Rebuild>("/api/rebuilds", new { view, reason }, cancellation);

    /// <param name="act"><c>cancel</c> or <c>approve</c>.</param>
    public Task<ApiAnswer<Rebuild>> ActOnRebuildAsync(string id, string act, CancellationToken cancellation) => PostAsync<Rebuild>($"/api/rebuilds/{Uri.EscapeDataString(id)}/{act}", new { }, cancellation);

    public Task<ApiAnswer<Repair>> RepairAsync(string view, string theatre, string area, string? reason, CancellationToken cancellation) =>
        PostAsync<Repair>($"/api/views/{Uri.EscapeDataString(view)}/repair", new { area, theatre, reason }, cancellation);

    public Task<ApiAnswer<ListPage<Check>>> ChecksAsync(string? kind, string? after, CancellationToken cancellation) => GetAsync<ListPage<Check>>("/api/checks" + Newest(after, ("kind", kind)), cancellation);

    public Task<ApiAnswer<Check>> CheckAsync(string id, CancellationToken cancellation) => GetAsync<Check>("/api/checks/" + Uri.EscapeDataString(id), cancellation);

    public Task<ApiAnswer<ListPage<CheckFinding>>> FindingsAsync(string check, string? after, CancellationToken cancellation) =>
        GetAsync<ListPage<CheckFinding>>($"/api/checks/{Uri.EscapeDataString(check)}/findings" + Page(after), cancellation);

    public Task<ApiAnswer<Check>> StartCheckAsync(string? view, string theatre, string? area, string? reason, CancellationToken cancellation) =>
        PostAsync<Check>("/api/checks", new { view, area, theatre, reason }, cancellation);

    public Task<ApiAnswer<Check>> CancelCheckAsync(string id, CancellationToken cancellation) => PostAsync<Check>($"/api/checks/{Uri.EscapeDataString(id)}/cancel", new { }, cancellation);

    public Task<ApiAnswer<LogProof>> ProofAsync(CancellationToken cancellation) => GetAsync<LogProof>("/api/verify", cancellation);

    public Task<ApiAnswer<Check>> VerifyLogAsync(string? reason, CancellationToken cancellation) => PostAsync<Check>("/api/verify", new { reason }, cancellation);

    public Task<ApiAnswer<ListPage<PinnedState>>> SnapshotsAsync(string theatre, string? after, CancellationToken cancellation) => GetAsync<ListPage<PinnedState>>("/api/snapshots" + Newest(after, ("theatre", theatre)), cancellation);

    public Task<ApiAnswer<PinnedState>> TakeSnapshotAsync(string theatre, string? at, string? reason, CancellationToken cancellation) => PostAsync<PinnedState>("/api/snapshots", new { theatre, at, reason }, cancellation);

    public Task<ApiAnswer<Check>> VerifySnapshotAsync(string id, CancellationToken cancellation) => PostAsync<Check>($"/api/snapshots/{Uri.EscapeDataString(id)}/verify", new { }, cancellation);

    public Task<ApiAnswer<ListPage<DeadLetter>>> DeadLettersAsync(string? state, string? after, CancellationToken cancellation) => GetAsync<ListPage<DeadLetter>>("/api/dead-letters" + Newest(after, ("state", state)), cancellation);

    public Task<ApiAnswer<DeadLetter>> RetryLetterAsync(string id, CancellationToken cancellation) => PostAsync<DeadLetter>($"/api/dead-letters/{Uri.EscapeDataString(id)}/retry", new { }, cancellation);

    public Task<ApiAnswer<LettersRetried>> RetryLettersAsync(CancellationToken cancellation) => PostAsync<LettersRetried>("/api/dead-letters/retry", new { }, cancellation);

    public Task<ApiAnswer<DeadLetter>> DiscardLetterAsync(string id, string? reason, CancellationToken cancellation) => PostAsync<DeadLetter>($"/api/dead-letters/{Uri.EscapeDataString(id)}/discard", new { reason }, cancellation);

    public Task<ApiAnswer<ListPage<LogEntry>>> LogAsync(string theatre, string? area, string? type, string? after, CancellationToken cancellation) =>
        GetAsync<ListPage<LogEntry>>("/api/events" + Newest(after, ("theatre", theatre), ("area", area), ("type", type)), cancellation);

    /// <summary>Of what people look at from its end.</summary>
    private static string Newest(string? after, params ReadOnlySpan<(string Name, string? Value)> more) => Page(after, [("order", "desc"), .. more]);

    private static string Page(string? after, params ReadOnlySpan<(string Name, string? Value)> more) =>
        QueryText.Of([("after", after), ("limit", RunsPerPage.ToString(CultureInfo.InvariantCulture)), .. more]);
}
