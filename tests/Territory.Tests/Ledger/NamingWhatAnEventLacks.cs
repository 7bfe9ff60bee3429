using System.Text.Json;
using Shouldly;
using Territory.Contracts;
using Territory.Hosting.Store;
using Territory.Ledger.Areas;
using Territory.Ledger.Views;
using Xunit;

namespace Territory.Tests.Ledger;

/// <summary>An event whose body lacks what the fold needs is named with what is missing.</summary>
public sealed class NamingWhatAnEventLacks
{
    [Fact]
    public void a_fold_says_what_is_not_there()
    {
        var failed = Should.Throw<PoisonEventException>(() => new StreamFold("area/syria/SY12").Fold(Stored<ChangeDecided>("""{"theatre":"syria","changeId":"chg_1"}""")));
        failed.Message.ShouldContain("at position 7 (stream area/syria/SY12, type change_decided.v1) cannot be folded: there is no ruling in its body.");
    }

    private static StoredEvent Stored<T>(string body) => new(7, Guid.Empty, "area/syria/SY12", 1, "change_decided.v1", typeof(T), DateTimeOffset.UnixEpoch, _ => JsonSerializer.Deserialize<T>(body, ContractJson.Options)!);
}
