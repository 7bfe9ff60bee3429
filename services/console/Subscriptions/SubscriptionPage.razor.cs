using Microsoft.AspNetCore.Components;
using Territory.OperationsConsole.Api;

namespace Territory.OperationsConsole.Subscriptions;

/// <summary>A subscription: how it is doing, what was parked, and what one can do about it.</summary>
public sealed partial class SubscriptionPage
{
    private Subscription? one;
    private NewSecret? secret;
    private ListPage<Parked>? parked;
    private IReadOnlyList<SubscriptionAct> acts = [];
    private ApiProblem? problem;

    [Parameter] public required string Id { get; set; }
    [SupplyParameterFromQuery(Name = "after")] private string? After { get; set; }

    protected override bool Moves => one is { State: SubscriptionState.Active, Lag.Events: > 0, Failures: null } || parked?.Items.Any(p => p.Retrying) == true;

    protected override async Task LookAsync()
    {
        var answer = await Api.SubscriptionAsync(Id, Gone);
        problem = answer.Problem;
        if (answer.Value is not { } found) return;
        one = found;
        parked = (await Api.ParkedAsync(Id, After, Gone)).Value ?? parked;
        acts = (await Api.ActsAsync(Id, Gone)).Value?.Items ?? acts;
    }

    private async Task<ApiProblem?> DoAsync(Task<ApiAnswer<Subscription>> asked)
    {
        var answer = await asked;
        await LookAsync();
        problem ??= answer.Problem;
        StateHasChanged();
        return answer.Problem;
    }

    private async Task<ApiProblem?> ResetAsync(string? where)
    {
        var answer = await Api.ResetAsync(Id, where ?? "", CancellationToken.None);
        if (answer.Problem is { } refused) return refused;
        await LookAsync();
        StateHasChanged();
        return null;
    }

    private async Task<ApiProblem?> RotateAsync(string? _)
    {
        var answer = await Api.RotateSecretAsync(Id, CancellationToken.None);
        secret = answer.Value ?? secret;
        await LookAsync();
        StateHasChanged();
        return answer.Problem;
    }

    private async Task<ApiProblem?> DeleteAsync(string? _)
    {
        if (await Api.DeleteSubscriptionAsync(Id, CancellationToken.None) is { } refused) return refused;
        Navigation.NavigateTo("subscriptions");
        return null;
    }
}
