using System.Text.Json;
using Shouldly;
using Territory.Contracts;
using Territory.Tests.Client;
using Xunit;

namespace Territory.Tests.Contracts;

/// <summary>The data of a CloudEvent is a change of control or a succession; either goes over the wire as what it is.</summary>
public sealed class WhatAnEventTells
{
    private const string Change = """
        {"specversion":"1.0","datacontenttype":"application/json","id":"evt_7","source":"/theatres/syria","type":"territory.control.changed.v1","subject":"SY12","time":"2024-12-07T23:12:03Z","position":"7","previousposition":"3","data":{"changeId":"chg_7","position":"7","area":"SY12","areaName":"Daraa","level":"governorate","path":["SY12"],"from":"GOV_ASSAD","fromStated":"GOV_ASSAD","to":"OPP","status":"controlled","extent":"whole","manner":"force","effectiveAt":"2024-12-07","precision":"day","effectiveFrom":"2024-12-06T21:00:00Z","effectiveTo":"2024-12-07T21:00:00Z","dateBasis":"published","reportedAt":"2024-12-06T21:00:00Z","current":true,"grade":"B2","rule":"v1/decides-alone","decidedBy":"policy","claims":["clm_1"],"claimsAgainst":[],"challengers":[],"summary":"Daraa: regime to opposition","summaryAr":"درعا: من النظام إلى المعارضة","now":{"controllers":["OPP"],"status":"controlled","since":"2024-12-06T21:00:00Z"}}}
        """;
    private const string Succession = """
        {"specversion":"1.0","datacontenttype":"application/json","id":"evt_9","source":"/theatres/syria","type":"territory.actor.succeeded.v1","subject":"OPP","time":"2024-12-07T23:12:03Z","position":"9","previousposition":"7","data":{"successionId":"suc_1","position":"9","from":"OPP","fromName":"opposition","fromNameAr":"المعارضة","to":"GOV_TRANS","toName":"transitional government","toNameAr":"الحكومة الانتقالية","on":"2024-12-10","effectiveFrom":"2024-12-09T21:00:00Z","reason":"a decree","decidedBy":"person:editor","summary":"opposition goes on as transitional government","summaryAr":"خلَف المعارضة: الحكومة الانتقالية"}}
        """;

    [Theory]
    [InlineData(Change)]
    [InlineData(Succession)]
    public void the_bytes_of_an_event_stay(string json) => JsonSerializer.Serialize(Read(json), ContractJson.Options).ShouldBe(json);

    [Fact]
    public void an_event_is_written_as_what_it_is()
    {
        JsonSerializer.Serialize(Samples.Change(7, 3), ContractJson.Options).ShouldBe(Change);
        Read(Change).Succession.ShouldBeNull();
        Read(Change).Change!.To.ShouldBe("OPP");
        Read(Succession).Change.ShouldBeNull();
        Read(Succession).Succession!.On.ShouldBe(new DateOnly(2024, 12, 10));
        Read(Succession).Data.Summary.ShouldBe("opposition goes on as transitional government");
    }

    [Fact]
    public void the_data_may_stand_before_the_type()
    {
        var told = JsonDocument.Parse(Succession).RootElement;
        var turned = "{" + string.Join(',', told.EnumerateObject().Reverse().Select(m => $"\"{m.Name}\":{m.Value.GetRawText()}")) + "}";
        turned.ShouldNotBe(Succession);
        Read(turned).ShouldBe(Read(Succession));
    }

    [Theory]
    [InlineData("{\"flag\":true}")]
    [InlineData("\"text\"")]
    public void data_of_another_kind_is_said_to_be_so(string data) =>
        Should.Throw<JsonException>(() => JsonSerializer.Deserialize<EventContent>(data, ContractJson.Options)).Message.ShouldContain("later version");

    private static CloudEvent Read(string json) => JsonSerializer.Deserialize<CloudEvent>(json, ContractJson.Options)!;
}
