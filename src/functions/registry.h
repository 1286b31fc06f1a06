#pragma once

// Every function that rules can call, from every subject, in one table.

#include <memory>
#include <span>
#include <vector>

#include "program/function.h"
#include "sml/checker.h"

namespace evenhand::functions {

// Sorted by name. Built once.
const std::vector<const program::FunctionRow*>& Registry();

// The same as the checker wants them; entry i of the catalog is Registry()[i].
std::shared_ptr<const sml::Catalog> MakeCatalog();

// One list per file of this folder, all gathered by registry.cc.
std::span<const program::FunctionRow> AccessFunctions();   // the register of limits on access
std::span<const program::FunctionRow> DossierFunctions();  // accepted dossiers
std::span<const program::FunctionRow> EngineFunctions();   // Rule, WhenRules, JsonData, ...
std::span<const program::FunctionRow> StringFunctions();
std::span<const program::FunctionRow> RegexFunctions();
std::span<const program::FunctionRow> EncodingFunctions();  // Base64, hashes
std::span<const program::FunctionRow> ListFunctions();
std::span<const program::FunctionRow> TimeFunctions();     // and random, ParseInt
std::span<const program::FunctionRow> NetworkFunctions();  // e-mail, domain, ip, phone, cookie, MX
std::span<const program::FunctionRow> ExperimentFunctions();
std::span<const program::FunctionRow> PluginFunctions();  // TextContains, Log, BanUser
std::span<const program::FunctionRow> FindingFunctions();
std::span<const program::FunctionRow> FreeTextFunctions();    // tokens, domains, emoji
std::span<const program::FunctionRow> PhraseListFunctions();  // words and patterns of lists/*.yaml
std::span<const program::FunctionRow> CensorizedFunctions();  // disguised words
std::span<const program::FunctionRow> CounterFunctions();     // windows and caches
std::span<const program::FunctionRow> AtprotoRecordFunctions();
std::span<const program::FunctionRow> AtprotoEffectFunctions();
std::span<const program::FunctionRow> TextFunctions();  // views, phrases, slogans (text/)

}  // namespace evenhand::functions
