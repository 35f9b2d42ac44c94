document.querySelectorAll("table.sort").forEach(function(table){
table.querySelectorAll("thead th").forEach(function(head,at){
var button=document.createElement("button");
button.type="button";
while(head.firstChild)button.appendChild(head.firstChild);
head.appendChild(button);
button.addEventListener("click",function(){
var down=head.getAttribute("aria-sort")==="ascending";
table.querySelectorAll("th").forEach(function(other){other.removeAttribute("aria-sort")});
head.setAttribute("aria-sort",down?"descending":"ascending");
var text=function(row){var cell=row.cells[at];return cell.dataset.n||cell.textContent.trim()};
var number=function(text){return /^-?\d+(\.\d+)?%?$/.test(text)?parseFloat(text):NaN};
var rows=Array.from(table.tBodies[0].rows);
rows.sort(function(a,b){
var x=text(a),y=text(b);
if(!x||!y)return x?-1:y?1:0;
var order=number(x)-number(y);
if(isNaN(order))order=x.localeCompare(y,document.documentElement.lang);
return down?-order:order;
});
rows.forEach(function(row){table.tBodies[0].appendChild(row)});
});
});
});
